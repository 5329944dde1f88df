/**
 * Names that ransom notes were seen under: tables, databases, collections and indices of published campaigns
 * (https://www.shadowserver.org, https://www.secureworks.com/research, Guardicore's PLEASE_READ_ME).
 */
const NOTE =
  /^(?:r{1,4}e?a?dme|r{1,3}eadmetorecover(?:your|the)?data(?:base)?|readmetorecover|recoveryourdata|howtorecover\w{0,40}|pleasereadme\w{0,40}|yourdataissafe|warning|[a-z0-9]{8,12}meow)$/;

export function isNoteName(name: string): boolean {
  return NOTE.test(
    name
      .toLowerCase()
      .slice(0, 120)
      .replaceAll(/[^a-z0-9]/g, ''),
  );
}

export const NOTE_INNOCENT =
  'a table for documentation or warnings of the application’s own; read who made it, and when, before it is believed';

export function notesAmong(rows: readonly (readonly string[])[]): string[] {
  return rows
    .filter((row) => row.some((name) => isNoteName(name)))
    .map((row) => `a name that ransom notes use: ${row.join('.')}`);
}
