/** Takes what a restart, a block or a fix would destroy, before any of them happens. */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CaseEvent, Missing } from '../../model/case.ts';
import { UsageError } from '../../model/errors.ts';
import { AskError, type Access, type Asker } from '../ask/asker.ts';
import { openAsker } from '../ask/index.ts';
import { caseKey, journalOf, type Case } from '../case/case.ts';
import { Chain, NOTHING_BEFORE } from '../chain.ts';
import { EVIDENCE } from '../evidence/index.ts';
import { inOrder, type Take } from '../evidence/take.ts';
import { makeFolder } from '../private-files.ts';
import { HOST } from './host.ts';
import { contentOf, withRotated } from './log-files.ts';
import { MANIFEST, type ManifestEvent } from './manifest.ts';
import type { Seal } from './seal.ts';
import { writeArtefact } from './write.ts';

export interface SnapshotOptions {
  readonly access: Access;
  readonly version: string;
  /** Logs and configuration on this host. */
  readonly files: readonly string[];
  /** Whether the store runs on this host. */
  readonly host: boolean;
  readonly seal: Seal | undefined;
  readonly now: () => Date;
}

type Taken = Extract<CaseEvent, { kind: 'snapshot' }>;

export async function takeSnapshot(of: Case, options: SnapshotOptions): Promise<Taken> {
  const taking = new Taking(of, options);
  await taking.identity();
  await taking.store();
  if (options.host) await taking.host();
  for (const path of options.files) await taking.file(path);
  return taking.end();
}

class Taking {
  readonly #case: Case;
  readonly #options: SnapshotOptions;
  readonly #folder: string;
  readonly #chain: Chain<ManifestEvent>;
  readonly #missing: Missing[] = [];
  #artefacts = 0;

  constructor(of: Case, options: SnapshotOptions) {
    this.#case = of;
    this.#options = options;
    const number = readdirSync(of.folder).filter((name) => name.startsWith('snapshot-')).length + 1;
    this.#folder = `snapshot-${number}`;
    makeFolder(join(of.folder, this.#folder));
    const key = caseKey(of.folder);
    this.#chain = new Chain(join(of.folder, this.#folder, MANIFEST), key, {
      head: NOTHING_BEFORE,
      seq: 0,
    });
    const { access, version, seal } = options;
    this.#note({
      kind: 'begun',
      case: of.opened.case,
      key: key.open,
      asset: of.opened.asset,
      product: access.product,
      version,
      marked: access.agent,
      encryptedFor: seal?.recipient ?? null,
    });
  }

  /** The key that opens the rest, under the passphrase. */
  async identity(): Promise<void> {
    const { seal } = this.#options;
    if (!seal?.identity) return;
    const from = 'generated for this snapshot';
    await this.#keep({ name: 'identity', group: 'key', from, cut: false }, [seal.identity], false);
  }

  async store(): Promise<void> {
    const { access } = this.#options;
    const evidence = EVIDENCE[access.product];
    if (!evidence) throw new UsageError(`no snapshot is known of ${access.product}`);
    let asker: Asker;
    try {
      asker = await openAsker(access);
    } catch (error) {
      this.#lacks(
        'everything that the store itself knows',
        error,
        'sessions and counters are lost with the next restart; only files and other sources can tell who came',
      );
      return;
    }
    await using open = asker;
    const { more } = evidence;
    const named = more ? await open.ask(more.ask).catch(() => undefined) : undefined;
    const takes = [...evidence.takes, ...(more && named ? more.takes(named.rows) : [])];
    for (const take of inOrder(takes)) await this.#take(open, take);
  }

  async #take(asker: Asker, { name, group, ask, cost }: Take): Promise<void> {
    try {
      const { text, bytes = Buffer.from(text), cut } = await asker.ask(ask);
      await this.#keep({ name: `${name}.txt`, group, from: ask, cut }, [bytes]);
      if (cut)
        this.#lack({
          what: `the end of ${name}`,
          why: 'it is longer than one answer may be',
          cost,
        });
    } catch (error) {
      this.#lacks(name, error, cost);
    }
  }

  async host(): Promise<void> {
    for (const { name, from, cost, read } of HOST) {
      try {
        await this.#keep({ name: `${name}.txt`, group: 'host', from, cut: false }, [await read()]);
      } catch (error) {
        this.#lacks(from, error, cost);
      }
    }
  }

  async file(path: string): Promise<void> {
    const cost = 'what this file alone could tell is lost';
    try {
      for (const each of await withRotated(path)) {
        const name = basename(each).replaceAll(/[^\w.-]/g, '_');
        await this.#keep({ name, group: 'files', from: each, cut: false }, contentOf(each));
      }
    } catch (error) {
      this.#lacks(path, error, cost);
    }
  }

  end(): Taken {
    const counts = { artefacts: this.#artefacts, missing: this.#missing.length };
    this.#note({ kind: 'ended', ...counts });
    const event: Taken = {
      kind: 'snapshot',
      folder: this.#folder,
      manifest: this.#chain.head,
      artefacts: this.#artefacts,
      complete: true,
      missing: this.#missing,
    };
    journalOf(this.#case.folder).add(event, this.#options.now());
    return event;
  }

  async #keep(
    what: {
      readonly name: string;
      readonly group: string;
      readonly from: string;
      readonly cut: boolean;
    },
    source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    isSealed = true,
  ): Promise<void> {
    const seal = isSealed ? this.#options.seal : undefined;
    this.#artefacts += 1;
    const { name, ...rest } = what;
    const file = `${String(this.#artefacts).padStart(3, '0')}-${name}${this.#options.seal ? '.age' : ''}`;
    const path = join(this.#case.folder, this.#folder, file);
    const written = await writeArtefact(path, source, seal);
    this.#note({
      kind: 'artefact',
      file,
      ...rest,
      ...written,
      encrypted: this.#options.seal !== undefined,
    });
  }

  #lacks(what: string, error: unknown, cost: string): void {
    this.#lack({ what, why: reasonOf(error), cost });
  }

  #lack(missing: Missing): void {
    this.#missing.push(missing);
    this.#note({ kind: 'missing', missing });
  }

  #note(event: ManifestEvent): void {
    this.#chain.add(event, this.#options.now());
  }
}

/** Why something could not be had: our own words, or the code of the system's error. */
function reasonOf(error: unknown): string {
  if (error instanceof AskError) return error.message;
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error ? String(error.code) : '';
  return code === '' ? error.message.split('\n', 1).join('').slice(0, 120) : code.slice(0, 40);
}
