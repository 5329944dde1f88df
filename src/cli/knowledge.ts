/** What Nightlatch knows: `services`, `rules`, `explain`. */
import { productById, productName } from '../catalogue/products.ts';
import { UsageError } from '../model/errors.ts';
import { rules } from '../rules/index.ts';
import { services, toldApart } from '../services/index.ts';
import type { ServiceHeader } from '../services/service.ts';
import { print } from './outputs.ts';

export async function listServices(format: string): Promise<void> {
  const rows = [...services.map(rowOf), ...toldApart.flatMap(kinRows)];
  if (wantsJson(format)) return print(`${JSON.stringify(rows, null, 2)}\n`);
  const lines = rows.map(({ id, title, ports, verdicts }) => {
    const data = ports.filter(({ role }) => role === 'data').map(({ port }) => port);
    return `${id.padEnd(14)} ${title}\n${' '.repeat(15)}ports ${data.join(', ') || 'any'}; can be told: ${verdicts.join(', ')}`;
  });
  return print(`${lines.join('\n')}\n`);
}

interface Row {
  readonly id: string;
  readonly title: string;
  readonly protocol: string | null;
  readonly ports: readonly {
    readonly port: number;
    readonly role: string;
    readonly tls: boolean;
  }[];
  readonly verdicts: readonly string[];
  readonly sends: readonly string[];
  readonly lists?: readonly string[];
  readonly verified: string;
}

function rowOf({ id, title, family, sends, lists, verdicts, verified }: ServiceHeader): Row {
  const inventory = lists && { lists };
  return {
    id,
    title,
    protocol: family,
    ports: portsOf(id),
    verdicts,
    sends,
    ...inventory,
    verified,
  };
}

/** What shares the wire of another product is looked at as that one is; what only greets us is named and no more. */
function kinRows({ id, by }: { id: string; by: string }): Row[] {
  const title = productName(id);
  const original = services.filter((service) => service.id === by).map(rowOf);
  if (original.length > 0)
    return original.map((row) => ({ ...row, id, title, ports: portsOf(id) }));
  const verdicts = ['identified', 'protected'];
  return [{ id, title, protocol: null, ports: portsOf(id), verdicts, sends: [], verified: by }];
}

function portsOf(id: string): Row['ports'] {
  return (productById(id)?.ports ?? []).map(({ port, role, tls }) => ({ port, role, tls }));
}

export async function listRules(format: string): Promise<void> {
  if (wantsJson(format)) {
    const rows = rules.map(({ id, title, why, remedy, cwe, references }) => ({
      id,
      title,
      why,
      remedy,
      cwe,
      references,
    }));
    return print(`${JSON.stringify(rows, null, 2)}\n`);
  }
  const width = Math.max(...rules.map(({ id }) => id.length));
  return print(`${rules.map(({ id, title }) => `${id.padEnd(width)}  ${title}`).join('\n')}\n`);
}

export async function explain(id: string, format: string): Promise<void> {
  const rule = rules.find((each) => each.id === id);
  if (!rule)
    throw new UsageError(
      `no rule ${JSON.stringify(id)}: "nightlatch rules" lists them${nearest(id)}`,
    );
  const { title, why, remedy, cwe, references } = rule;
  if (wantsJson(format))
    return print(`${JSON.stringify({ id, title, why, remedy, cwe, references }, null, 2)}\n`);
  const lines = [
    `${id}: ${title}`,
    '',
    why,
    '',
    `What to do: ${remedy}`,
    '',
    `Weakness: ${cwe.join(', ')}`,
    ...references.map((page) => `  ${page}`),
  ];
  return print(`${lines.join('\n')}\n`);
}

export function wantsJson(format: string): boolean {
  if (format === 'json') return true;
  if (format === 'terminal') return false;
  throw new UsageError(`--format ${JSON.stringify(format)}: choose from terminal, json`);
}

function nearest(id: string): string {
  const near = rules.find(
    (rule) => rule.id.includes(id) || id.includes(rule.id.split('-')[0] ?? id),
  );
  return near ? `; did you mean ${near.id}?` : '';
}
