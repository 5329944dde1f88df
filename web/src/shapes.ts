/** What the API answers: the server's own schemas, as types alone. */
import type { z } from 'zod';
import type * as cases from '../../src/server/case-shapes.ts';
import type * as shapes from '../../src/server/shapes.ts';

export type { DataMapRow } from '../../src/model/data-map.ts';
export type { Severity } from '../../src/model/verdict.ts';
export type { DataClass, Inventory } from '../../src/model/inventory.ts';
export type { Exchange, Observation } from '../../src/model/observation.ts';
export type { ExposureWindow, FindingState } from '../../src/model/tracked.ts';

export type { Visit } from '../../src/model/ledger.ts';

export type Case = z.infer<typeof cases.CaseShape>;
export type CaseDetail = z.infer<typeof cases.CaseDetail>;
export type CaseEvent = z.infer<typeof cases.CaseEventShape>;
export type Plan = z.infer<typeof cases.PlanShape>;
export type Blank = z.infer<typeof cases.BlankShape>;
export type Finding = z.infer<typeof shapes.FindingShape>;
export type FindingPage = z.infer<typeof shapes.FindingPage>;
export type FindingDetail = z.infer<typeof shapes.FindingDetail>;
export type Change = z.infer<typeof shapes.ChangeShape>;
export type Asset = z.infer<typeof shapes.AssetShape>;
export type AssetDetail = z.infer<typeof shapes.AssetDetail>;
export type Run = z.infer<typeof shapes.RunShape>;
export type RunDetail = z.infer<typeof shapes.RunDetail>;
export type Progress = z.infer<typeof shapes.ProgressShape>;
export type Overview = z.infer<typeof shapes.Overview>;
export type Scheduled = z.infer<typeof shapes.ScheduleShape>;
export type Receiver = z.infer<typeof shapes.ReceiverShape>;
export type Delivery = z.infer<typeof shapes.DeliveryShape>;
export type Account = z.infer<typeof shapes.AccountShape>;
export type Token = z.infer<typeof shapes.TokenShape>;
export type Me = z.infer<typeof shapes.MeShape>;
export type Settings = z.infer<typeof shapes.SettingsShape>;

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}
