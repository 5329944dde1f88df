import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';

/** Part of a text, in any case; what looks like a pattern is taken as it stands. SQLite escapes nothing unless told. */
export function holds(column: Expression<string>, text: string): RawBuilder<SqlBool> {
  const pattern = `%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql<SqlBool>`lower(${column}) LIKE ${pattern} ESCAPE '\\'`;
}
