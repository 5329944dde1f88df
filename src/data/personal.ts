import type { FieldKind } from './field-kind.ts';

/** A kind of personal data, with what most of them have in common. */
export const personal = (
  kind: string,
  name: RegExp,
  test: FieldKind['test'],
  rest: Partial<FieldKind> = {},
): FieldKind => ({
  class: 'personal',
  kind,
  name,
  test,
  strength: 0.9,
  nameStrength: 0.7,
  ...rest,
});
