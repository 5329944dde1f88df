/** Products of which a setting or two decide. */
import type { ProductFiles } from '../setup.ts';
import { productFiles } from './form.ts';
import { models } from './models.ts';
import { stores } from './stores.ts';
import { tools } from './tools.ts';

export const plain: readonly ProductFiles[] = [...stores, ...models, ...tools].map(productFiles);
