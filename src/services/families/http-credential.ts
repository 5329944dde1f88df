/** Credentials for every request of one conversation, until they are refused once: some lock an account that fails again. */
import { WireError } from '../../protocols/line.ts';

const UNAUTHORIZED = 401;

export class HttpCredential {
  readonly #authorization: string;
  #isRefused = false;

  constructor(authorization: string) {
    this.#authorization = authorization;
  }

  headers(): { readonly Authorization: string } {
    if (this.#isRefused) throw new WireError('spent', 'the credential was refused');
    return { Authorization: this.#authorization };
  }

  heard(status: number): void {
    this.#isRefused = status === UNAUTHORIZED;
  }
}
