/** Names and words that give a purpose away, whatever the store. */

/** Table functions of ClickHouse that reach out of the server. https://clickhouse.com/docs/sql-reference/table-functions */
export const OUTBOUND: ReadonlySet<string> = new Set(
  'url urlcluster s3 s3cluster gcs remote remotesecure file hdfs mysql postgresql mongodb redis sqlite jdbc odbc executable azureblobstorage'.split(
    ' ',
  ),
);

const NOTE =
  /r*readme(?:to)?recover|recoveryourdata|howtorecover|pleasereadme|yourdataissafe|^(?:warning|r?readme)$|^[a-z0-9]{8,12}meow$/;

/** Names of the notes that wipers leave, as published cases show them: `READ__ME_TO_RECOVER_YOUR_DATA`, `gk01juo8o3-meow`. */
export function isNoteName(name: string): boolean {
  return name
    .slice(0, 200)
    .split('.')
    .some((part) => NOTE.test(part.toLowerCase().replaceAll(/[^a-z0-9]/g, '')));
}

/** Client programs that copy whole stores. */
export function isDumpTool(client: string): boolean {
  return /^(?:pg_dump|pg_dumpall|pg_basebackup|mysqldump|mariadb-dump|mydumper|mongodump|mongoexport|elasticdump)/i.test(
    client,
  );
}
