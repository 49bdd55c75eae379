/** Next.js runs this in the browser before anything else of the application. */

// zod tries out whether it may make code from text. The content security policy forbids that, and
// the browser reports every try as a violation, so zod is told not to try.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
