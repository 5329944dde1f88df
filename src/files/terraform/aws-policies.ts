/** Buckets, queues, keys, functions and snapshots of AWS: what their own policies let a stranger do. */
import type { Control } from '../../model/access.ts';
import { get, items, text, textAt } from '../text/value.ts';
import { attribute, type Exposure, open, unknownYet } from './exposure.ts';
import { grantedTo } from './policy.ts';
import { isUnknown, type Resource, type Resources, word, yes } from './resource.ts';

/** Resources with a policy of their own, the attribute that holds it, and what is behind. */
const POLICIES: Readonly<Record<string, readonly [attribute: string, product: string]>> = {
  aws_sqs_queue: ['policy', 'aws-sqs'],
  aws_sqs_queue_policy: ['policy', 'aws-sqs'],
  aws_sns_topic: ['policy', 'aws-sns'],
  aws_sns_topic_policy: ['policy', 'aws-sns'],
  aws_ecr_repository_policy: ['policy', 'aws-ecr'],
  aws_kms_key: ['policy', 'aws-kms'],
  aws_secretsmanager_secret_policy: ['policy', 'aws-secrets-manager'],
  aws_dynamodb_resource_policy: ['policy', 'aws-dynamodb'],
  aws_kinesis_resource_policy: ['policy', 'aws-kinesis'],
  aws_backup_vault_policy: ['policy', 'aws-backup'],
  aws_glue_resource_policy: ['policy', 'aws-glue'],
  aws_efs_file_system_policy: ['policy', 'aws-efs'],
  aws_opensearch_domain_policy: ['access_policies', 'opensearch'],
};

export function policyExposures(resources: Resources): Exposure[] {
  return [
    ...resources.all.flatMap((resource) => [
      ...byPolicy(resource),
      ...functions(resource),
      ...snapshots(resource),
    ]),
    ...resources.of('aws_s3_bucket').flatMap((bucket) => bucketExposure(bucket, resources)),
    ...loose(resources),
  ];
}

function byPolicy(resource: Resource): Exposure[] {
  const [name, product] = POLICIES[resource.type] ?? [];
  if (name === undefined || product === undefined) return [];
  if (isUnknown(resource, name))
    return [unknownYet(resource, product, 'Its policy is only known after the change.')];
  const grant = grantedTo(get(resource.values, name));
  if (grant === undefined || grant === 'unknown') return [];
  return [
    open(resource, product, grant, 'Its policy lets everybody in.', [
      attribute(
        'access',
        resource,
        [name],
        'This policy names everybody, and no condition narrows it.',
      ),
    ]),
  ];
}

const PUBLIC_ACLS: Readonly<Record<string, Control>> = {
  'public-read': 'read',
  'public-read-write': 'read-write',
  'authenticated-read': 'read',
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
function bucketExposure(bucket: Resource, resources: Resources): Exposure[] {
  const of = (type: string): Resource[] =>
    resources
      .of(type)
      .filter(
        (each) =>
          resources.behind(each, 'bucket', ['aws_s3_bucket']).includes(bucket) ||
          (textAt(each.values, 'bucket') !== undefined &&
            textAt(each.values, 'bucket') === textAt(bucket.values, 'bucket')),
      );
  const blocks = [
    ...of('aws_s3_bucket_public_access_block'),
    ...resources.of('aws_s3_account_public_access_block'),
  ];
  const isSet = (name: string): boolean => blocks.some((block) => yes(block, name) === true);
  const owner = of('aws_s3_bucket_ownership_controls').some((each) =>
    items(get(each.values, 'rule')).some(
      (rule) => textAt(rule, 'object_ownership') === 'BucketOwnerEnforced',
    ),
  );
  const found: Exposure[] = [];
  if (!isSet('ignore_public_acls') && !owner) {
    for (const each of [bucket, ...of('aws_s3_bucket_acl')]) {
      const grants = PUBLIC_ACLS[text(get(each.values, 'acl')) ?? ''];
      if (grants)
        found.push(
          open(
            each,
            'aws-s3',
            grants,
            'Its list gives everybody what it holds, and nothing overrules that.',
            [
              attribute('access', each, ['acl'], 'This list names everybody.', {
                write: '"private"',
              }),
            ],
          ),
        );
    }
  }
  if (!isSet('restrict_public_buckets'))
    found.push(
      ...of('aws_s3_bucket_policy').flatMap((policy) => bucketPolicy(policy)),
      ...bucketPolicy(bucket),
    );
  return found;
}

function bucketPolicy(resource: Resource): Exposure[] {
  const grant = grantedTo(get(resource.values, 'policy'));
  if (
    grant === 'unknown' ||
    (resource.type === 'aws_s3_bucket_policy' && isUnknown(resource, 'policy'))
  )
    return [unknownYet(resource, 'aws-s3', 'Its policy is only known after the change.')];
  return grant
    ? [
        open(
          resource,
          'aws-s3',
          grant,
          'Its policy lets everybody in, and no block of public access overrules it.',
          [
            attribute(
              'access',
              resource,
              ['policy'],
              'This policy names everybody, and no condition narrows it.',
            ),
          ],
        ),
      ]
    : [];
}

/** Lists and policies of buckets that are not among these: what overrules them may be elsewhere. */
function loose(resources: Resources): Exposure[] {
  const isAlone = (each: Resource): boolean =>
    resources.behind(each, 'bucket', ['aws_s3_bucket']).length === 0 &&
    !resources
      .of('aws_s3_bucket')
      .some((bucket) => textAt(bucket.values, 'bucket') === textAt(each.values, 'bucket'));
  const acls = resources
    .of('aws_s3_bucket_acl')
    .filter(isAlone)
    .flatMap((each) => {
      const grants = PUBLIC_ACLS[text(get(each.values, 'acl')) ?? ''];
      return grants
        ? [
            open(each, 'aws-s3', grants, 'Its list gives everybody what it holds.', [
              attribute('access', each, ['acl'], 'This list names everybody.', {
                write: '"private"',
              }),
            ]),
          ]
        : [];
    });
  return [
    ...acls,
    ...resources
      .of('aws_s3_bucket_policy')
      .filter(isAlone)
      .flatMap((policy) => bucketPolicy(policy)),
  ];
}

function functions(resource: Resource): Exposure[] {
  const { type } = resource;
  if (type === 'aws_lambda_function_url' && word(resource, 'authorization_type') === 'NONE') {
    return [
      open(resource, 'aws-lambda', 'read', 'Its address runs the function for whoever calls it.', [
        attribute('access', resource, ['authorization_type'], 'Callers need no credentials.', {
          write: '"AWS_IAM"',
        }),
      ]),
    ];
  }
  if (
    type === 'aws_lambda_permission' &&
    word(resource, 'principal') === '*' &&
    ['source_arn', 'source_account', 'principal_org_id', 'function_url_auth_type'].every(
      (name) => word(resource, name) === undefined,
    )
  ) {
    return [
      open(resource, 'aws-lambda', 'read', 'Everybody may run the function.', [
        attribute('access', resource, ['principal'], 'This names everybody.'),
      ]),
    ];
  }
  const isMethod =
    type === 'aws_api_gateway_method' &&
    word(resource, 'authorization') === 'NONE' &&
    word(resource, 'http_method') !== 'OPTIONS';
  const isRoute =
    type === 'aws_apigatewayv2_route' &&
    (word(resource, 'authorization_type') ?? 'NONE') === 'NONE' &&
    !(textAt(resource.values, 'route_key') ?? '').startsWith('OPTIONS ');
  if (!isMethod && !isRoute) return [];
  const name = isMethod ? 'authorization' : 'authorization_type';
  return [
    open(resource, 'aws-api-gateway', 'read', 'This route asks callers for nothing.', [
      attribute('access', resource, [name], 'Callers need no credentials.', { write: '"AWS_IAM"' }),
    ]),
  ];
}

function snapshots(resource: Resource): Exposure[] {
  const shared = items(get(resource.values, 'shared_accounts')).some(
    (each) => text(each) === 'all',
  );
  const isImage =
    resource.type === 'aws_ami_launch_permission' && word(resource, 'group') === 'all';
  if (!shared && !isImage) return [];
  return [
    open(resource, 'aws-snapshot', 'read', 'Every account may copy it.', [
      attribute(
        'access',
        resource,
        [isImage ? 'group' : 'shared_accounts'],
        'This names every account.',
      ),
    ]),
  ];
}
