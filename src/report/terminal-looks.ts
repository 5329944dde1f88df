import type { Observation } from '../model/observation.ts';
import { details } from './details.ts';
import { forTerminal } from './escape.ts';
import { heading, labelled, paragraph, type Paint } from './terminal-paint.ts';
import { placeOf, software } from './words.ts';

const LABEL = 14;

/** For `--verbose`: how each verdict came about. */
export function* everyLook(brush: Paint, observations: Iterable<Observation>): Generator<string> {
  let first = true;
  for (const look of observations) {
    if (first) yield heading(brush, 'Every look');
    first = false;
    yield* oneLook(brush, look);
  }
}

function* oneLook(brush: Paint, look: Observation): Generator<string> {
  yield '\n';
  const title = `${placeOf(look)}  ${software(look)}  ${look.access}`;
  yield* paragraph(brush, 2, forTerminal(title), brush.bold);
  yield* paragraph(brush, 4, forTerminal(look.reason));
  for (const { label, lines } of details(look)) {
    let lead = label;
    for (const line of lines) {
      yield* labelled(brush, 4, [lead, LABEL], forTerminal(line), brush.dim);
      lead = '';
    }
  }
}
