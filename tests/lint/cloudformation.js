import { parseDocument, visit, YAMLMap } from 'yaml';

const short = { Ref: 'Ref', Sub: 'Fn::Sub', GetAtt: 'Fn::GetAtt' };
const shortLists = { If: 'Fn::If', Equals: 'Fn::Equals' };
const pseudo = ['AWS::AccountId', 'AWS::NoValue', 'AWS::NotificationARNs', 'AWS::Partition', 'AWS::Region', 'AWS::StackId', 'AWS::StackName', 'AWS::URLSuffix'];

/** The template with its short forms (those that ours uses) written out: `!Sub x` as `{"Fn::Sub": "x"}`. CloudFormation reads no aliases: they throw. */
export function readTemplate(text) {
  const tags = Object.entries(short).map(([name, long]) => ({ tag: `!${name}`, resolve: (value) => ({ [long]: name === 'GetAtt' ? value.split('.') : value }) }));
  for (const [name, long] of Object.entries(shortLists)) tags.push({ tag: `!${name}`, collection: 'seq', resolve: (list) => mapOf(long, list) });
  const document = parseDocument(text, { customTags: tags, version: '1.2', strict: true, uniqueKeys: true });
  for (const fault of [...document.errors, ...document.warnings]) throw fault;
  visit(document, { Alias: () => { throw new Error('CloudFormation reads no aliases'); } });
  return document.toJS();
}

function mapOf(key, value) {
  const map = new YAMLMap();
  map.set(key, value);
  return map;
}

/** Every property that a resource does not have, lacks, or has of another type; every reference to nothing. */
export async function checkTemplate(template) {
  const { loadAwsServiceSpec } = await import('@aws-cdk/aws-service-spec');
  const database = await loadAwsServiceSpec();
  const findings = [];
  const names = new Set([...Object.keys(template.Parameters ?? {}), ...Object.keys(template.Resources), ...pseudo]);
  const conditions = new Set(Object.keys(template.Conditions ?? {}));

  for (const [name, resource] of Object.entries(template.Resources)) {
    const known = database.lookup('resource', 'cloudFormationType', 'equals', resource.Type);
    if (known.length === 0) findings.push(`Resources.${name}: there is no ${resource.Type}`);
    else object(known.only().properties, resource.Properties ?? {}, `Resources.${name}.Properties`);
  }
  references(template, '');
  return findings;

  function object(properties, value, at) {
    for (const [name, property] of Object.entries(properties)) if (property.required && !(name in value)) findings.push(`${at}: ${name} is missing`);
    for (const [name, one] of Object.entries(value)) {
      if (properties[name]) typed(properties[name].type, one, `${at}.${name}`);
      else findings.push(`${at}: there is no ${name}`);
    }
  }

  function typed(type, value, at) {
    if (plain(value) && 'Fn::If' in value) return value['Fn::If'].slice(1).forEach((branch) => typed(type, branch, at));
    if (isFunction(value)) return;
    const fits = {
      string: () => typeof value === 'string',
      number: () => typeof value === 'number',
      integer: () => Number.isInteger(value),
      boolean: () => typeof value === 'boolean',
      array: () => Array.isArray(value) && (value.forEach((one, index) => typed(type.element, one, `${at}[${index}]`)), true),
      map: () => plain(value) && (Object.entries(value).forEach(([name, one]) => typed(type.element, one, `${at}.${name}`)), true),
      ref: () => plain(value) && (object(database.get('typeDefinition', type.reference.$ref).properties, value, at), true),
      tag: () => plain(value) && 'Key' in value,
      json: () => plain(value) || typeof value === 'string',
      union: () => true,
    }[type.type];
    if (!fits) findings.push(`${at}: a ${type.type} is not known here`);
    else if (!fits()) findings.push(`${at}: ${JSON.stringify(value)} is no ${type.type}`);
  }

  function references(value, at) {
    if (Array.isArray(value)) value.forEach((one, index) => references(one, `${at}[${index}]`));
    if (!plain(value)) return;
    for (const [name, one] of Object.entries(value)) {
      const used = { 'Ref': () => [one], 'Fn::GetAtt': () => [one[0]], 'Fn::Sub': () => [...one.matchAll(/\$\{([^!}][^}]*)\}/g)].map((match) => match[1].split('.')[0]) }[name]?.() ?? [];
      for (const missing of used.filter((one) => !names.has(one))) findings.push(`${at}.${name}: ${missing} is neither a parameter nor a resource`);
      if (name === 'Fn::If' && !conditions.has(one[0])) findings.push(`${at}.${name}: ${one[0]} is no condition`);
      references(one, `${at}.${name}`);
    }
  }
}

const plain = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isFunction = (value) => plain(value) && Object.keys(value).length === 1 && (Object.keys(value)[0] === 'Ref' || Object.keys(value)[0].startsWith('Fn::'));
