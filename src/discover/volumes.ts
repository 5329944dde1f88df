/** From a device's number down to the disk, as /sys tells: https://docs.kernel.org/admin-guide/abi-testing.html (dm, slaves). */
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface Disk {
  /** `virtual`: a hypervisor's, which may encrypt it unseen. `unclear`: no disk that the kernel knows. */
  readonly kind: 'encrypted' | 'plain' | 'virtual' | 'unclear';
  readonly name: string;
}

const MOST_LAYERS = 8;
const VIRTUAL_NAME = /^(?:vd|xvd|nbd|rbd|loop|zd|zram)/;
/** What hypervisors and clouds call their disks. */
const VIRTUAL_MODEL =
  /virtual|qemu|vmware|vbox|msft|google|persistent|elastic block|amazon|\bebs\b/i;

export function diskBelow(sys: string, device: string, layers = 0): Disk {
  const folder = join(sys, 'dev/block', device);
  const name = nameOf(folder);
  if (name === undefined || layers > MOST_LAYERS) return { kind: 'unclear', name: device };
  if (textOf(join(folder, 'dm/uuid')).startsWith('CRYPT-')) return { kind: 'encrypted', name };
  const below = slavesOf(folder).map((slave) => diskBelow(sys, slave, layers + 1));
  const [first] = below;
  if (first) {
    const least = below.find(({ kind }) => kind !== 'encrypted');
    return least ?? first;
  }
  return { kind: isVirtual(folder, name) ? 'virtual' : 'plain', name };
}

/** A partition lies in the folder of its disk, which alone has a model. */
function isVirtual(folder: string, name: string): boolean {
  if (VIRTUAL_NAME.test(name)) return true;
  const places = [folder, join(folder, '..')].flatMap((place) => [
    join(place, 'device/model'),
    join(place, 'device/vendor'),
  ]);
  return places.some((place) => VIRTUAL_MODEL.test(textOf(place)));
}

function slavesOf(folder: string): string[] {
  try {
    return readdirSync(join(folder, 'slaves'))
      .map((slave) => textOf(join(folder, 'slaves', slave, 'dev')).trim())
      .filter((device) => /^\d+:\d+$/.test(device));
  } catch {
    return [];
  }
}

function nameOf(folder: string): string | undefined {
  try {
    return basename(realpathSync(folder));
  } catch {
    return undefined;
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** The mount of a device in the process's own view; https://docs.kernel.org/filesystems/proc.html#proc-pid-mountinfo */
export function fileSystemOf(
  process: string,
  device: string,
): { readonly type: string; readonly source: string } | undefined {
  for (const line of textOf(join(process, 'mountinfo')).split('\n')) {
    const [mount = '', rest = ''] = line.split(' - ');
    if (mount.split(' ')[2] !== device) continue;
    const [type = '', source = ''] = rest.split(' ');
    return /^[\w.-]{1,40}$/.test(type) ? { type, source } : undefined;
  }
  return undefined;
}
