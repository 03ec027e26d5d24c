/** The address of the repository is one fact, in package.json; every other mention agrees with it. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import packageJson from '../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8');
const repository = /^git\+https:\/\/github\.com\/([\w-]+\/[\w-]+)\.git$/.exec(
  packageJson.repository.url,
)![1]!;
const [owner, name] = repository.split('/');

test('every address of the repository is the one of package.json', () => {
  const files = globSync(
    ['*.md', '*.yaml', 'docs/**/*.md', 'infra/**/*.{bicep,json,ps1,sh}', '.github/**/*.yml', 'cli/*.ts'],
    { cwd: root },
  );
  let found = 0;
  for (const file of files) {
    const text = read(file).replaceAll('%2F', '/').replaceAll('%3A', ':');
    const mentions = text.matchAll(/(?:github\.com|raw\.githubusercontent\.com)\/([\w-]+)\/([\w-]+)/g);
    for (const [, ownerThere, nameThere] of mentions) {
      if (ownerThere !== owner && nameThere !== name) continue;
      assert.equal(`${ownerThere}/${nameThere}`, repository, file);
      found++;
    }
  }
  assert.ok(found >= 5, `${found} addresses found`);
});

test('the template takes the code from a file that the release has', () => {
  const address = /param packageUri string = '([^']+)'/.exec(read('infra/main.bicep'))![1]!;
  const asset = address.replace(`https://github.com/${repository}/releases/latest/download/`, '');
  assert.match(asset, /^[\w-]+\.zip$/, address);
  const release = parse(read('.github/workflows/release.yml')) as {
    jobs: { release: { steps: { run?: string }[] } };
  };
  const create = release.jobs.release.steps.find(({ run }) => run?.includes('gh release create'))!.run!;
  for (const file of [`dist/${asset}`, 'infra/azuredeploy.json', 'infra/createUiDefinition.json']) {
    assert.match(create, new RegExp(`^\\s+${file.replaceAll('.', '\\.')}(?: \\\\)?$`, 'm'));
  }
  assert.match(read('build.ts'), new RegExp(`'dist/${asset}'`));
});

test('the buttons open template and form of the newest release, in each cloud', () => {
  const raw = (file: string): string =>
    encodeURIComponent(`https://raw.githubusercontent.com/${repository}/release/infra/${file}`);
  const way = `#create/Microsoft.Template/uri/${raw('azuredeploy.json')}/createUIDefinitionUri/${raw('createUiDefinition.json')}`;
  const readme = read('README.md');
  for (const portal of ['portal.azure.com', 'portal.azure.us', 'portal.azure.cn']) {
    assert.ok(readme.includes(`](https://${portal}/${way})`), portal);
  }
  // The branch that the buttons name is the one that the release moves.
  assert.match(read('.github/workflows/release.yml'), /git push --force origin "HEAD:refs\/heads\/release"/);
});
