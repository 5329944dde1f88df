/** Managed resources of providers that have no port of their own: what a title calls them, and where they are documented. */
export interface CloudResource {
  readonly id: string;
  readonly name: string;
  readonly docs: string;
}

const AWS = 'https://docs.aws.amazon.com/';
const GOOGLE = 'https://cloud.google.com/';
const AZURE = 'https://learn.microsoft.com/azure/';

export const cloudResources: readonly CloudResource[] = [
  {
    id: 'aws-s3',
    name: 'Amazon S3',
    docs: `${AWS}AmazonS3/latest/userguide/access-control-block-public-access.html`,
  },
  { id: 'aws-lambda', name: 'AWS Lambda', docs: `${AWS}lambda/latest/dg/urls-auth.html` },
  {
    id: 'aws-api-gateway',
    name: 'Amazon API Gateway',
    docs: `${AWS}apigateway/latest/developerguide/apigateway-control-access-to-api.html`,
  },
  {
    id: 'aws-sqs',
    name: 'Amazon SQS',
    docs: `${AWS}AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html`,
  },
  {
    id: 'aws-sns',
    name: 'Amazon SNS',
    docs: `${AWS}sns/latest/dg/sns-security-best-practices.html`,
  },
  {
    id: 'aws-ecr',
    name: 'Amazon ECR',
    docs: `${AWS}AmazonECR/latest/userguide/repository-policies.html`,
  },
  { id: 'aws-kms', name: 'AWS KMS', docs: `${AWS}kms/latest/developerguide/key-policies.html` },
  {
    id: 'aws-secrets-manager',
    name: 'AWS Secrets Manager',
    docs: `${AWS}secretsmanager/latest/userguide/auth-and-access_resource-policies.html`,
  },
  {
    id: 'aws-dynamodb',
    name: 'Amazon DynamoDB',
    docs: `${AWS}amazondynamodb/latest/developerguide/access-control-resource-based.html`,
  },
  {
    id: 'aws-kinesis',
    name: 'Amazon Kinesis',
    docs: `${AWS}streams/latest/dev/controlling-access.html`,
  },
  {
    id: 'aws-backup',
    name: 'AWS Backup',
    docs: `${AWS}aws-backup/latest/devguide/create-a-vault-access-policy.html`,
  },
  {
    id: 'aws-glue',
    name: 'AWS Glue',
    docs: `${AWS}glue/latest/dg/security_iam_service-with-iam.html`,
  },
  {
    id: 'aws-efs',
    name: 'Amazon EFS',
    docs: `${AWS}efs/latest/ug/iam-access-control-nfs-efs.html`,
  },
  { id: 'aws-dms', name: 'AWS DMS', docs: `${AWS}dms/latest/userguide/CHAP_Security.html` },
  {
    id: 'aws-neptune',
    name: 'Amazon Neptune',
    docs: `${AWS}neptune/latest/userguide/security.html`,
  },
  {
    id: 'aws-snapshot',
    name: 'AWS snapshot',
    docs: `${AWS}AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html`,
  },
  {
    id: 'google-storage',
    name: 'Google Cloud Storage',
    docs: `${GOOGLE}storage/docs/public-access-prevention`,
  },
  { id: 'google-bigquery', name: 'BigQuery', docs: `${GOOGLE}bigquery/docs/access-control` },
  { id: 'google-cloud', name: 'Google Cloud resource', docs: `${GOOGLE}iam/docs/overview` },
  {
    id: 'azure-storage',
    name: 'Azure Storage',
    docs: `${AZURE}storage/blobs/anonymous-read-access-prevent`,
  },
  {
    id: 'azure-cosmosdb',
    name: 'Azure Cosmos DB',
    docs: `${AZURE}cosmos-db/how-to-configure-firewall`,
  },
  {
    id: 'azure-search',
    name: 'Azure AI Search',
    docs: `${AZURE}search/service-configure-firewall`,
  },
  {
    id: 'azure-cognitive',
    name: 'Azure AI services',
    docs: `${AZURE}ai-services/cognitive-services-virtual-networks`,
  },
  {
    id: 'azure-key-vault',
    name: 'Azure Key Vault',
    docs: `${AZURE}key-vault/general/network-security`,
  },
  {
    id: 'azure-service-bus',
    name: 'Azure Service Bus',
    docs: `${AZURE}service-bus-messaging/network-security`,
  },
  {
    id: 'azure-event-hubs',
    name: 'Azure Event Hubs',
    docs: `${AZURE}event-hubs/network-security`,
  },
  {
    id: 'azure-container-registry',
    name: 'Azure Container Registry',
    docs: `${AZURE}container-registry/anonymous-pull-access`,
  },
];
