/** The incident report as one page that needs nothing else and can run nothing. */
import { forHtml } from './escape.ts';
import { pageHead } from './html-page.ts';
import type { Block, Part } from './incident-prose.ts';
import { incidentSections } from './incident-sections.ts';
import { assetOf, type IncidentView } from './incident-view.ts';
import { moment } from './words.ts';

const TAGS: Readonly<Record<Block['as'], string>> = {
  title: 'h1',
  section: 'h2',
  topic: 'h3',
  paragraph: 'p',
  item: 'li',
  detail: 'li',
};

function written(part: Part): string {
  if ('ours' in part) return forHtml(part.ours);
  if ('theirs' in part) return `<bdi>${forHtml(part.theirs)}</bdi>`;
  return `<strong>[to be filled in by a person: ${forHtml(part.blank)}]</strong>`;
}

export function* incidentHtml(view: IncidentView): Generator<string> {
  yield* pageHead(`incident at ${assetOf(view)}`, moment(view.made.toISOString()));
  yield '<main>\n';
  let listed = false;
  for (const { as, parts } of incidentSections(view)) {
    const tag = TAGS[as];
    const inList = tag === 'li';
    if (inList !== listed) yield inList ? '<ul>\n' : '</ul>\n';
    listed = inList;
    yield `<${tag}>${parts.map(written).join('')}</${tag}>\n`;
  }
  yield `${listed ? '</ul>\n' : ''}</main>\n</body>\n</html>\n`;
}
