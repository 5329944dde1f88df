/** `build:`: the last stage of a Dockerfile says image, variables, command line and copied files. https://docs.docker.com/reference/dockerfile/ */
import { join, posix, resolve } from 'node:path';
import { imageOf } from '../image.ts';
import { byImage } from '../products/index.ts';
import type { Setting } from '../text/settings.ts';
import { linesOf } from '../text/settings.ts';
import type { Source } from '../text/source.ts';
import { text, textAt, type Value } from '../text/value.ts';
import { shellWords } from '../text/words.ts';
import type { Tree } from '../tree.ts';
import type { Workload } from '../workload.ts';
import { expanded } from './environment.ts';
import { type Mount, MountedFiles } from './mounts.ts';

const NOT_BUILT = 'The image is built from files that are not all known.';

/** The workload with what its Dockerfile adds below what the service says. */
export function built(
  own: Workload,
  build: Value,
  mounts: readonly Mount[],
  folder: string,
  tree: Tree,
): Workload {
  const context = resolve(folder, text(build) ?? textAt(build, 'context') ?? '.');
  const source = tree.use(join(context, textAt(build, 'dockerfile') ?? 'Dockerfile'));
  if (typeof source !== 'object')
    return own.image === '' || !byImage(imageOf(own.image).repository)
      ? own
      : { ...own, incomplete: NOT_BUILT };
  const stage = lastStage(source);
  if (stage.image === undefined) return own;
  const copied = stage.copies.flatMap(([from, to]) => copies(context, from, to, tree));
  const words = own.words.length > 0 ? own.words : expanded(stage.words, stage.env);
  return {
    ...own,
    image: stage.image.text,
    at: own.at,
    env: new Map([...stage.env, ...own.env]),
    words,
    files: new MountedFiles(tree, [...copied, ...mounts]),
  };
}

interface Stage {
  image: Setting | undefined;
  readonly env: Map<string, Setting>;
  entrypoint: Setting[];
  words: Setting[];
  readonly copies: [string, string][];
}

function lastStage(source: Source): Stage {
  const stages = new Map<string, Stage>();
  let stage = emptyStage();
  for (const instruction of instructions(source)) {
    if (instruction.name !== 'FROM') {
      take(stage, instruction);
      continue;
    }
    const [image = '', , alias] = instruction.rest.replace(/^--\S+\s+/, '').split(/\s+/);
    const known = stages.get(image);
    stage = known
      ? { ...known, env: new Map(known.env), copies: [...known.copies] }
      : { ...emptyStage(), image: settingOf(image, instruction) };
    if (alias !== undefined) stages.set(alias, stage);
  }
  return stage;
}

function emptyStage(): Stage {
  return { image: undefined, env: new Map(), entrypoint: [], words: [], copies: [] };
}

function settingOf(words: string, { at }: Instruction): Setting {
  return { name: '', text: words, at, known: !words.includes('$') };
}

function take(stage: Stage, instruction: Instruction): void {
  const { rest } = instruction;
  switch (instruction.name) {
    case 'ENV': {
      const isPairs = /^\S+=/.test(rest);
      const pairs = isPairs
        ? shellWords(rest).map((pair) => pair.split(/=(.*)/s))
        : [rest.split(/\s+(.*)/s)];
      for (const [name = '', value = ''] of pairs) {
        stage.env.set(name, { ...settingOf(value, instruction), name });
      }
      return;
    }
    case 'COPY':
    case 'ADD': {
      if (rest.includes('--from=')) return;
      const words = listOf(rest.replaceAll(/--\S+\s+/g, ''));
      const to = words.at(-1) ?? '';
      for (const from of words.slice(0, -1)) stage.copies.push([from, to]);
      return;
    }
    case 'ENTRYPOINT':
      stage.entrypoint = listOf(rest).map((word) => settingOf(word, instruction));
      return;
    case 'CMD':
      stage.words = [
        ...stage.entrypoint,
        ...listOf(rest).map((word) => settingOf(word, instruction)),
      ];
  }
}

function listOf(rest: string): string[] {
  if (!rest.startsWith('[')) return shellWords(rest);
  try {
    const value: unknown = JSON.parse(rest);
    return Array.isArray(value) ? value.map(String) : [];
  } catch {
    return [];
  }
}

interface Instruction {
  readonly name: string;
  readonly rest: string;
  readonly at: Setting['at'];
}

function* instructions(source: Source): Generator<Instruction> {
  let open: { words: string; at: Setting['at'] } | undefined;
  for (const { words, at } of linesOf(source)) {
    if (words.startsWith('#') || (words === '' && !open)) continue;
    const joined = {
      words: `${open?.words ?? ''}${words.replace(/\\$/, ' ')}`,
      at: open?.at ?? at,
    };
    open = words.endsWith('\\') ? joined : undefined;
    const [, name = '', rest = ''] = /^([A-Za-z]+)\s+(.*)$/s.exec(joined.words) ?? [];
    if (!open && name !== '') yield { name: name.toUpperCase(), rest: rest.trim(), at: joined.at };
  }
}

function copies(context: string, from: string, to: string, tree: Tree): Mount[] {
  const path = join(context, from);
  const isInto = to.endsWith('/') && !tree.isFolder(path);
  return [
    {
      target: posix.normalize(isInto ? to + posix.basename(from) : to).replace(/(?<=.)\/$/, ''),
      from: { path },
    },
  ];
}
