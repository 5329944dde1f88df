import { eitherOf } from '../families/http-either.ts';
import { milvusData } from './data.ts';
import { milvusManagement } from './management.ts';

export const milvus = eitherOf(milvusData, milvusManagement);
