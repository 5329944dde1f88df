/** The products that speak HTTP, the surest marks first. One line a product. */
import { airflow } from './airflow.ts';
import { argoCd } from './argo-cd.ts';
import { artifactory } from './artifactory.ts';
import { caddy } from './caddy.ts';
import { chroma } from './chroma.ts';
import { clickhouse } from './clickhouse/http.ts';
import { comfyui } from './comfyui.ts';
import { consul } from './consul.ts';
import { dagster } from './dagster.ts';
import { dask } from './dask.ts';
import { dify } from './dify.ts';
import { dockerRegistry } from './docker-registry/registry.ts';
import { docker } from './docker.ts';
import { elasticsearch } from './elasticsearch.ts';
import { envoy } from './envoy.ts';
import { etcd } from './etcd.ts';
import type { HttpService } from './families/http-service.ts';
import { flower } from './flower.ts';
import { flowise } from './flowise.ts';
import { glances } from './glances.ts';
import { gradio } from './gradio.ts';
import { harbor } from './harbor.ts';
import { httpApis } from './http-apis.ts';
import { observability } from './http-observability.ts';
import { httpStores } from './http-stores.ts';
import { http } from './http.ts';
import { jenkins } from './jenkins.ts';
import { jupyter } from './jupyter.ts';
import { jupyterhub } from './jupyterhub.ts';
import { kubelet } from './kubelet.ts';
import { kubernetes } from './kubernetes.ts';
import { labelStudio } from './label-studio.ts';
import { langflow } from './langflow.ts';
import { langfuse } from './langfuse.ts';
import { langgraph } from './langgraph.ts';
import { litellm } from './litellm.ts';
import { llamaCpp } from './llama-cpp.ts';
import { lmStudio } from './lm-studio.ts';
import { marimo } from './marimo.ts';
import { metabase } from './metabase.ts';
import { milvus } from './milvus/index.ts';
import { mlflow } from './mlflow.ts';
import { n8n } from './n8n.ts';
import { nexus } from './nexus.ts';
import { nodeRed } from './node-red.ts';
import { nomad } from './nomad.ts';
import { azureBlob } from './object-stores/azure-blob.ts';
import { cephRgw, googleCloudStorage, minio, s3 } from './object-stores/s3.ts';
import { ollama } from './ollama.ts';
import { openWebui } from './open-webui.ts';
import { opensearch } from './opensearch.ts';
import { phoenix } from './phoenix.ts';
import { portainer } from './portainer.ts';
import { prefect } from './prefect.ts';
import { qdrant } from './qdrant.ts';
import { ray } from './ray.ts';
import { rclone } from './rclone.ts';
import { redisCommander } from './redis-commander.ts';
import { seaweedfs } from './seaweedfs.ts';
import { sglang } from './sglang.ts';
import { streamlit } from './streamlit.ts';
import { superset } from './superset.ts';
import { supervisor } from './supervisor.ts';
import { syncthing } from './syncthing.ts';
import { tensorboard } from './tensorboard.ts';
import { traefik } from './traefik.ts';
import { vault } from './vault.ts';
import { verdaccio } from './verdaccio.ts';
import { vllm } from './vllm.ts';
import { weaviate } from './weaviate.ts';
import { xinference } from './xinference.ts';
import { zenml } from './zenml.ts';

export const httpServices: readonly HttpService[] = [
  // One a line, so that two changes do not meet.
  clickhouse,
  opensearch,
  elasticsearch,
  etcd,
  dockerRegistry,
  kubernetes,
  kubelet,
  consul,
  nomad,
  vault,
  portainer,
  jenkins,
  argoCd,
  nexus,
  artifactory,
  harbor,
  verdaccio,
  seaweedfs,
  minio,
  cephRgw,
  googleCloudStorage,
  azureBlob,
  s3,
  docker,
  envoy,
  rclone,
  traefik,
  caddy,
  chroma,
  jupyter,
  ...httpApis,
  airflow,
  comfyui,
  dagster,
  flower,
  flowise,
  gradio,
  jupyterhub,
  labelStudio,
  langflow,
  langfuse,
  langgraph,
  litellm,
  llamaCpp,
  lmStudio,
  metabase,
  mlflow,
  n8n,
  nodeRed,
  ollama,
  openWebui,
  phoenix,
  prefect,
  qdrant,
  ray,
  redisCommander,
  sglang,
  streamlit,
  superset,
  tensorboard,
  vllm,
  weaviate,
  ...httpStores,
  ...observability,
  milvus,
  syncthing,
  glances,
  marimo,
  supervisor,
  dask,
  dify,
  xinference,
  zenml,
];

/** What is left when no product was recognised. */
export const plainHttp: HttpService = http;
