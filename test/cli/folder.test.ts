import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { readActsAt, readActsBeside, readAgreementBeside, readFolder } from '../../src/cli/folder.ts'

const root = fs.mkdtempSync(join(tmpdir(), 'pacta-folder-'))
after(() => fs.rmSync(root, { recursive: true }))

function folder(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(root, name)
  for (const [file, text] of Object.entries({ 'agreement.md': '# A', ...files })) {
    fs.mkdirSync(join(path, file, '..'), { recursive: true })
    fs.writeFileSync(join(path, file), text)
  }
  return path
}

const codes = (path: string) => {
  const read = readFolder(path)
  return 'problems' in read ? read.problems.map(({ code }) => code) : []
}

describe('the folder of an agreement', () => {
  test('is read with its files in the order of their names', () => {
    const path = folder('whole', {
      'forms/b.json': '{}',
      'forms/a.json': '{}',
      'forms/notes.txt': '',
      'calendars/c.yaml': '',
      'acts/2.yaml': '',
      'acts/1.jsonl': '',
      'acts/.hidden': '',
      'acts/2.yaml~': '',
      'acts.jsonl': '',
      'cases/x.md': '',
    })
    const read = readFolder(path)
    assert.ok('folder' in read)
    const names = (files: readonly { name: string }[]) => files.map(({ name }) => name)
    assert.deepEqual(names(read.folder.forms), ['forms/a.json', 'forms/b.json'])
    assert.deepEqual(names(read.folder.calendars), ['calendars/c.yaml'])
    assert.deepEqual(names(read.folder.acts), ['acts.jsonl', 'acts/1.jsonl', 'acts/2.yaml'])
    assert.deepEqual(names(read.folder.cases), ['cases/x.md'])
    assert.equal(read.folder.agreement.file, join(path, 'agreement.md'))
  })
  test('may be named by its agreement.md', () => {
    const read = readFolder(join(folder('named', {}), 'agreement.md'))
    assert.ok('folder' in read && read.folder.path === join(root, 'named'))
  })
  test('that is missing, or holds no agreement, is said to be so', () => {
    assert.deepEqual(codes(join(root, 'nowhere')), ['folder/missing'])
    fs.mkdirSync(join(root, 'empty'))
    assert.deepEqual(codes(join(root, 'empty')), ['folder/no-agreement'])
  })
  test('is not a file of another name', () => {
    folder('readme', { 'README.md': '# Read me' })
    const read = readFolder(join(root, 'readme/README.md'))
    assert.match('problems' in read ? (read.problems[0]?.message ?? '') : '', /^This is a file/)
  })
  test('is not left through a link', () => {
    fs.writeFileSync(join(root, 'secret.json'), '{}')
    const path = folder('leaving', { 'forms/own.json': '{}' })
    fs.symlinkSync(join(root, 'secret.json'), join(path, 'forms/secret.json'))
    fs.symlinkSync(join(root, 'whole/acts'), join(path, 'acts'))
    assert.deepEqual(codes(path), ['folder/outside', 'folder/outside'])
  })
  test('may hold links that stay inside', () => {
    const path = folder('inside', { 'shared/form.json': '{}', 'forms/x.json': '{}' })
    fs.symlinkSync('../shared/form.json', join(path, 'forms/y.json'))
    assert.deepEqual(codes(path), [])
  })
  test('may itself be reached by a link', () => {
    fs.symlinkSync(folder('real', {}), join(root, 'alias'))
    assert.deepEqual(codes(join(root, 'alias')), [])
  })
  test('does not wait for a pipe', { skip: process.platform === 'win32' }, () => {
    const path = folder('pipe', { 'acts/x.yaml': '' })
    fs.rmSync(join(path, 'acts/x.yaml'))
    execFileSync('mkfifo', [join(path, 'acts/x.yaml')])
    assert.deepEqual(codes(path), ['folder/not-a-file'])
  })
})

describe('acts from elsewhere', () => {
  test('come from the folder beside, by its id and nothing else', () => {
    const path = folder('model', {})
    folder('beside', { 'acts/1.yaml': 'acts: []' })
    assert.deepEqual(
      readActsBeside({ path: path, name: path }, 'beside').acts.map(({ file }) => file),
      [join(root, 'beside/acts/1.yaml')],
    )
    for (const name of ['../beside', 'beside/acts', '.', '..', '', 'nowhere']) {
      const { acts, problems } = readActsBeside({ path: path, name: path }, name)
      assert.deepEqual([acts, problems.map(({ code }) => code)], [[], ['folder/missing']], name)
    }
  })
  test('come from a file or a folder that the caller names', () => {
    folder('other', { 'acts/1.yaml': 'acts: []', 'loose/2.jsonl': '' })
    const files = (path: string) => readActsAt(join(root, path)).acts.map(({ name }) => name)
    assert.deepEqual(files('other/acts/1.yaml'), ['1.yaml'])
    assert.deepEqual(files('other'), ['acts/1.yaml'])
    assert.deepEqual(files('other/loose'), ['2.jsonl'])
  })
})

describe('the agreement of the folder beside', () => {
  test('is read by its name, and by no path or link that leads elsewhere', () => {
    const path = folder('citing', {})
    folder('cited', { 'agreement.md': '# Cited' })
    assert.equal(readAgreementBeside({ path }, 'cited')?.content.toString(), '# Cited')
    const linked = folder('linked', {})
    fs.rmSync(join(linked, 'agreement.md'))
    fs.symlinkSync(join(root, 'cited/agreement.md'), join(linked, 'agreement.md'))
    for (const name of ['../cited', 'cited/.', '.', '..', '', 'nowhere', 'linked']) {
      assert.equal(readAgreementBeside({ path }, name), undefined, name)
    }
  })
})
