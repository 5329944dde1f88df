/** The pages of `docs/rules/`, from the headers of the rules. */

const NOTICE =
  '<!-- Written by scripts/generate.mjs from the header of the rule. Change it there. -->';

const VERDICTS = [
  ['fail', 'fail'],
  ['pass', 'pass'],
  ['notApplicable', 'not applicable'],
  ['unknown', 'unknown'],
];

const capitalised = (text) => text[0].toUpperCase() + text.slice(1);

const weakness = (cwe) => `[${cwe}](https://cwe.mitre.org/data/definitions/${cwe.slice(4)}.html)`;

function rulePage(rule) {
  const told = VERDICTS.filter(([key]) => rule.verdicts[key] !== undefined);
  return [
    NOTICE,
    `# ${capitalised(rule.title)}`,
    `\`${rule.id}\``,
    rule.why,
    `**What to do.** ${rule.remedy}`,
    '## Verdicts',
    [
      '| verdict | when |',
      '| --- | --- |',
      ...told.map(([key, word]) => `| ${word} | ${rule.verdicts[key]} |`),
    ].join('\n'),
    '## Facts',
    [
      `- judges: ${rule.about}`,
      `- reads: ${rule.reads.join(', ')} observations, ${rule.needs === 'host' ? 'all of one address' : 'one at a time'}`,
      `- weakness: ${rule.cwe.map(weakness).join(', ')}`,
    ].join('\n'),
    '## References',
    rule.references.map((page) => `- <${page}>`).join('\n'),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function indexPage(rules) {
  const rows = rules.map(
    ({ id, title, about, why }) => `| [${id}](${id}.md) | ${title} | ${about} | ${why} |`,
  );
  return [
    NOTICE.replace('the header of the rule', 'the headers of the rules'),
    '',
    '# Rules',
    '',
    '| rule | finds | judges | because |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

export function rulePages(rules) {
  const pages = Object.fromEntries(
    rules.map((rule) => [`docs/rules/${rule.id}.md`, rulePage(rule)]),
  );
  return { ...pages, 'docs/rules/README.md': indexPage(rules) };
}
