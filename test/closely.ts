import { ask, type Asked } from './ask.ts';
import { fakeHttp, type FakePages } from './fakes/http.ts';

/** A closer look at a web server that has these pages. */
export async function lookClosely(pages: FakePages, host?: string): Promise<Asked> {
  await using fake = await fakeHttp(pages);
  const wishes = { closely: true };
  return await ask({ ...fake, wishes, ...(host !== undefined && { host }) });
}
