import type { ErrorEntries } from './entry';

/** Refusals about CSV files of people: of the whole file, of one line, of applying and undoing. */
export const importErrors = {
  'imports.not_found': { status: 404, message: 'This import does not exist.' },
  'imports.too_large': {
    status: 413,
    message: 'The file is larger than 5 MB. Split it and import the parts.',
  },
  'imports.not_text': {
    status: 422,
    message: 'The file is not text in UTF-8. In the spreadsheet, save it as “CSV UTF-8”.',
  },
  'imports.empty': {
    status: 422,
    message:
      'The file holds no people. The first line names the columns, every line after it is a person.',
  },
  'imports.no_login_column': {
    status: 422,
    message:
      'The first line must name the columns, and one of them must be “login”. Compare it with the template.',
  },
  'imports.duplicate_column': {
    status: 422,
    message: 'Two columns of the first line mean the same. Keep one of them.',
  },
  'imports.too_many_lines': {
    status: 422,
    message: 'The file holds more than 10,000 people. Split it and import the parts.',
  },
  'imports.bad_quotes': {
    status: 422,
    message:
      'The quotation marks do not match, so what follows cannot be read. Inside a field, a quotation mark is written twice.',
  },
  'imports.line_too_long': {
    status: 422,
    message: 'A line holds more than 20,000 characters. Often a closing quotation mark is missing.',
  },
  'imports.wrong_column_count': {
    status: 422,
    message: 'The line has another number of columns than the first line.',
  },
  'imports.login_missing': { status: 422, message: 'The login is missing.' },
  'imports.login_malformed': {
    status: 422,
    message: 'The login does not have the form ada@example.com.',
  },
  'imports.email_malformed': {
    status: 422,
    message: 'The e-mail address does not have the form ada@example.com.',
  },
  'imports.name_missing': {
    status: 422,
    message: 'A new person needs a first name and a last name.',
  },
  'imports.name_malformed': {
    status: 422,
    message: 'A name holds a double space, or characters that cannot be shown.',
  },
  'imports.too_long': {
    status: 422,
    message:
      'A value is too long: logins and names, also of groups, have at most 100 characters, e-mail 200.',
  },
  'imports.hidden_characters': {
    status: 422,
    message: 'The line holds characters that cannot be seen.',
  },
  'imports.twice_in_file': {
    status: 422,
    message: 'An earlier line of the file has the same login.',
  },
  'imports.too_many_new_groups': {
    status: 422,
    message:
      'The file names more than 200 groups that do not exist. Check the column; if they are meant, ' +
      'import the file in parts.',
  },
  'imports.too_many_groups': {
    status: 422,
    message: 'The line names more than 50 groups.',
  },
  'imports.look_alike': {
    status: 422,
    message: 'The login looks like the login of somebody else.',
  },
  'imports.mixed_scripts': {
    status: 422,
    message: 'The login mixes letters of different scripts.',
  },
  'imports.not_previewed': {
    status: 409,
    message: 'This import was applied already. Reload the page to see how it stands.',
  },
  'imports.not_applied': {
    status: 409,
    message: 'Only an applied import can be undone. Reload the page to see how it stands.',
  },
  'imports.changed_since': {
    status: 409,
    message: 'The person was changed after the preview.',
  },
  'imports.changed_after_import': {
    status: 409,
    message: 'The person was changed after the import.',
  },
  'imports.created_since': {
    status: 409,
    message: 'Somebody created a person with this login after the preview.',
  },
  'imports.enrolled_since': {
    status: 409,
    message: 'The person has enrolled a passkey since the import.',
  },
  'imports.deleted_since': { status: 409, message: 'The person was deleted in the meantime.' },
  'imports.group_deleted_since': {
    status: 409,
    message: 'A group of the line was deleted in the meantime.',
  },
} as const satisfies ErrorEntries;
