/** The incident report in Markdown. */
import { forMarkdown } from './escape.ts';
import type { Block, Part } from './incident-prose.ts';
import { incidentSections } from './incident-sections.ts';
import type { IncidentView } from './incident-view.ts';

const LEADS: Readonly<Record<Block['as'], string>> = {
  title: '# ',
  section: '\n## ',
  topic: '\n### ',
  paragraph: '\n',
  item: '- ',
  detail: '  - ',
};

function written(part: Part): string {
  if ('ours' in part) return part.ours;
  if ('theirs' in part) return forMarkdown(part.theirs);
  return `**[to be filled in by a person: ${part.blank}]**`;
}

const inList = ({ as }: Block): boolean => as === 'item' || as === 'detail';

export function* incidentMarkdown(view: IncidentView): Generator<string> {
  let listed = false;
  for (const block of incidentSections(view)) {
    // A list that follows a line of text belongs to that line where no blank stands between them.
    const gap = inList(block) && !listed ? '\n' : '';
    listed = inList(block);
    yield `${gap}${LEADS[block.as]}${block.parts.map(written).join('')}\n`;
  }
}
