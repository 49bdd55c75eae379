'use client';

import { useState } from 'react';
import { PersonField } from '@/components/shell/person-field';
import { useAnswer, type Answer } from '@/components/shell/use-answer';
import { CodeBlock } from '@/components/ui/code-block';
import { Definition, DefinitionList } from '@/components/ui/definition-list';
import { Notice } from '@/components/ui/notice';
import { Section } from '@/components/ui/section';
import { Skeleton } from '@/components/ui/skeleton';
import type {
  AssertionPreview,
  PreviewAssertionInput,
  SaveMappingsInput,
} from '@/lib/schemas/custom-applications';
import type { Action } from '@/lib/shared/action-result';

export interface AssertionPreviewPanelProps {
  readonly applicationId: string;
  readonly initialLogin: string;
  /** Null while there is a mistake in them: the last preview stays. */
  readonly mappings: SaveMappingsInput['mappings'] | null;
  readonly preview: Action<PreviewAssertionInput, AssertionPreview>;
}

/** What an assertion would say of a person, with what is typed now. */
export function AssertionPreviewPanel(props: AssertionPreviewPanelProps) {
  const { applicationId, initialLogin, mappings, preview } = props;
  const [login, setLogin] = useState(initialLogin);
  const answer = useAnswer(mappings === null ? null : JSON.stringify({ login, mappings }), () =>
    preview({ applicationId, login, mappings: mappings ?? [] }),
  );
  const problem = answer.state === 'failed' ? answer.message : undefined;
  const shown = latestOf(answer);
  return (
    <Section
      id="preview"
      title="Preview of the assertion"
      description="What the application would learn, with what is typed here, saved or not. It signs nobody in: it has no signature, and its time ended in the year 2000."
    >
      <PersonField label="Person" login={login} error={problem} onChoose={setLogin} />
      {shown === undefined ? (
        problem === undefined && <Skeleton className="h-64" />
      ) : (
        <Shown shown={shown} isOld={mappings === null} />
      )}
    </Section>
  );
}

/** While a newer one is made, that of before stays. */
function latestOf(answer: Answer<AssertionPreview>): AssertionPreview | undefined {
  if (answer.state === 'there') return answer.data;
  return answer.state === 'loading' ? answer.before : undefined;
}

function Shown({ shown, isOld }: { readonly shown: AssertionPreview; readonly isOld: boolean }) {
  const { displayName, login, nameId, nameIdFormat, attributes, withoutValue, xml } = shown;
  return (
    <>
      {isOld && (
        <Notice tone="warning">
          An attribute cannot be read as it is typed now. This is the preview from before.
        </Notice>
      )}
      <DefinitionList>
        <Definition term="Person">
          {displayName} ({login})
        </Definition>
        <Definition term="NameID">
          <span className="font-mono text-xs break-all">{nameId}</span>
          <span className="text-ink-muted block text-xs leading-5 break-all">{nameIdFormat}</span>
        </Definition>
        {attributes.map(({ name, values }) => (
          <Definition key={name} term={<span className="font-mono text-xs">{name}</span>}>
            <Values values={values} />
          </Definition>
        ))}
        {withoutValue.length > 0 && (
          <Definition term="Left out">
            {withoutValue.join(', ')}: no value for this person
          </Definition>
        )}
      </DefinitionList>
      <CodeBlock label="Assertion (XML, for reading only)" code={xml} />
    </>
  );
}

function Values({ values }: { readonly values: readonly string[] }) {
  return (
    <ul className="leading-6">
      {values.map((value, at) => (
        <li key={at} className="font-mono text-xs break-all">
          {value}
        </li>
      ))}
    </ul>
  );
}
