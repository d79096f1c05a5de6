import { sha256 } from '../language/source/sha256.ts'
import { wordsOf } from './arguments.ts'
import type { Command } from './command.ts'
import { type Folder, readFolder, type SourceFile } from './folder.ts'
import { EXIT_FINE, FilesRefused } from './refusal.ts'
import { visible } from './visible.ts'

/** `pacta hash`: by which name an amendment, a later edition or another agreement calls a text. */
export const command: Command = {
  usage: 'pacta hash AGREEMENT [options]',
  says: 'The SHA-256 of its text, as an amendment names it, and of the editions before it.',
  more: ['The same that sha256sum prints of the files. Whether the text is in order is not looked at.'],
  options: {},
  examples: ['pacta hash agreements/northland-westmark'],
  run({ words }) {
    const [path] = wordsOf('hash', words, ['AGREEMENT'], 1)
    const read = readFolder(path as string)
    if ('problems' in read) throw new FilesRefused(read.problems)
    process.stdout.write(textsOf(read.folder).map(hashed).join(''))
    return EXIT_FINE
  },
}

function textsOf({ agreement, editions }: Folder): readonly SourceFile[] {
  return [agreement, ...editions]
}

function hashed({ file, content }: SourceFile): string {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return `${sha256(bytes)}  ${visible(file)}\n`
}
