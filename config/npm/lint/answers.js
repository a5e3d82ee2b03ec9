// Holds what a record store answered (kioskctl conform --log) against the contract: every answer must be one
// that its address foresees, with the headers it promises and a body of its schema; what was stored must have
// been of the schema, too. node answers.js CONTRACT.yaml LOG.jsonl
'use strict';
const fs = require('fs');
const { parse } = require('@stoplight/yaml');
const Ajv = require('ajv/dist/2020');
const addFormats = require('ajv-formats');

const [contractPath, logPath] = process.argv.slice(2);
const contract = parse(fs.readFileSync(contractPath, 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true, discriminator: false });
addFormats(ajv);
ajv.addSchema(contract, 'contract');

const faults = [];
const met = new Set();

function deref(value) {
  return value && value.$ref
    ? value.$ref.slice(2).split('/').reduce((at, part) => at[part.replace(/~1/g, '/')], contract)
    : value;
}

/* A reference within the schema is one within the contract. */
function validator(schema) {
  const whole = JSON.parse(JSON.stringify(schema).replace(/"#\//g, '"contract#/'));
  return ajv.compile(whole);
}

function judge(entry, what, schema, value) {
  const check = validator(schema);
  if (!check(value)) faults.push(`${entry.clause}: ${what}: ${ajv.errorsText(check.errors)}`);
}

function addressOf(path) {
  const plain = path.split('?')[0];
  const fits = (pattern) =>
    new RegExp('^' + pattern.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+') + '$').test(plain);
  return Object.keys(contract.paths).sort((a, b) => a.includes('{') - b.includes('{')).find(fits);
}

function headersOf(text) {
  const lines = text.split('\n').filter(Boolean).map((line) => line.split(/: (.*)/s));
  return Object.fromEntries(lines.map(([name, value]) => [name.toLowerCase(), value || '']));
}

function judgeHeaders(entry, promised) {
  const said = headersOf(entry.headers);
  for (const [name, reference] of Object.entries(promised || {})) {
    const header = deref(reference);
    const value = said[name.toLowerCase()];
    if (value === undefined && header.required) faults.push(`${entry.clause}: no header ${name}`);
    if (value !== undefined)
      judge(entry, name, header.schema, header.schema.type === 'integer' ? Number(value) : value);
  }
}

/* What stands at no address of the contract, or takes no such method, is refused in one form. */
function judgeRefusal(entry, type) {
  const problem = contract.components.schemas.Problem;
  judge(entry, 'answer', problem, entry.answer);
  if (!entry.answer || !String(entry.answer.type).endsWith(type))
    faults.push(`${entry.clause}: ${entry.method} ${entry.path} stands not in the contract`);
}

function judgeAnswer(entry) {
  const address = addressOf(entry.path);
  if (!address) return judgeRefusal(entry, ':no-such-address');
  const operation = contract.paths[address][entry.method.toLowerCase().replace('head', 'get')];
  if (!operation || operation.tags.includes('office')) return judgeRefusal(entry, '');
  met.add(`${operation.operationId} ${entry.status}`);
  const answer = deref(operation.responses[entry.status]);
  if (!answer) return faults.push(`${entry.clause}: ${entry.status} is not foreseen for ${address}`);
  judgeHeaders(entry, answer.headers);
  if (entry.method === 'HEAD' || !answer.content) return undefined;
  const body = answer.content[entry.type];
  if (!body) return faults.push(`${entry.clause}: ${entry.type} is not foreseen for ${address}`);
  if (entry.type.endsWith('json')) judge(entry, 'answer', body.schema, entry.answer);
  if (entry.status === 201)
    judge(entry, 'sent', operation.requestBody.content['application/json'].schema, entry.sent);
  return undefined;
}

const entries = fs.readFileSync(logPath, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
entries.filter(Boolean).forEach(judgeAnswer);
faults.forEach((fault) => console.log(fault));
const isWhole = !faults.length && met.size >= 20;
console.log(`${entries.length} answers of ${met.size} kinds, ${faults.length} faults`);
process.exit(isWhole ? 0 : 1);
