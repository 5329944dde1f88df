/** `--format F [--output FILE]`, repeatable: which report goes where. */
import { UsageError } from '../model/errors.ts';
import type { RunView } from '../model/run.ts';
import { formats, type FormatId, type ReportOptions } from '../report/index.ts';
import { openPrivateFile, type PrivateFile } from './private-file.ts';

export interface Output {
  readonly format: FormatId;
  readonly file?: string;
}

const FORMATS: readonly FormatId[] = [
  'terminal',
  'json',
  'jsonl',
  'sarif',
  'html',
  'markdown',
  'csv',
];

/** Collects the options in the order in which they stand. */
export class OutputList {
  readonly #list: { format?: FormatId; file?: string }[] = [];

  format(name: string): void {
    const format = FORMATS.find((each) => each === name);
    if (format === undefined) {
      throw new UsageError(`--format ${name}: not a format; choose from ${FORMATS.join(', ')}`);
    }
    const last = this.#list.at(-1);
    if (last && last.format === undefined) last.format = format;
    else this.#list.push({ format });
  }

  output(file: string): void {
    const last = this.#list.at(-1);
    if (last?.file !== undefined || last === undefined) this.#list.push({ file });
    else last.file = file;
  }

  list(): Output[] {
    const outputs = this.#list.map(({ format = 'terminal', file }) => ({
      format,
      ...(file !== undefined && { file }),
    }));
    if (outputs.length === 0) return [{ format: 'terminal' }];
    const onStandardOutput = outputs.filter((each) => !('file' in each));
    if (onStandardOutput.length > 1) {
      throw new UsageError(
        `two reports cannot share standard output (${onStandardOutput.map(({ format }) => format).join(', ')}): give all but one an --output FILE`,
      );
    }
    return outputs;
  }
}

/** Opens the files of all outputs before anything is looked at, so that a wrong path costs nothing. */
export function openOutputs(outputs: readonly Output[]): OpenOutput[] {
  const opened: OpenOutput[] = [];
  try {
    for (const { format, file } of outputs) {
      opened.push({ format, sink: file === undefined ? undefined : openPrivateFile(file) });
    }
  } catch (error) {
    for (const { sink } of opened) sink?.abandon();
    throw error;
  }
  return opened;
}

export interface OpenOutput {
  readonly format: FormatId;
  readonly sink: PrivateFile | undefined;
}

/** Writes to standard output and waits where the reader is slow; false once the reader has gone. */
export async function print(text: string | Uint8Array): Promise<void> {
  if (process.stdout.destroyed) return;
  if (process.stdout.write(text)) return;
  await new Promise<void>((resolve) => {
    process.stdout.once('drain', resolve);
    process.stdout.once('close', resolve);
    process.stdout.once('error', () => resolve());
  });
}

/** All reports but the line-by-line one, which was written as it happened. */
export async function writeReports(
  opened: readonly OpenOutput[],
  view: RunView,
  options: ReportOptions,
): Promise<void> {
  for (const { format, sink } of opened) {
    const plain = { ...options, color: options.color && sink === undefined };
    if (format !== 'jsonl') {
      for (const chunk of formats[format](view, plain)) {
        if (sink) sink.write(chunk);
        else await print(chunk);
      }
    }
    sink?.finish();
  }
}
