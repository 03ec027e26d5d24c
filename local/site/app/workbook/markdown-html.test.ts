import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markdownHtml } from './markdown-html.ts';

test('headings stand below that of the page', () => {
  assert.equal(markdownHtml('# Mail\n###### Small'), '<h2>Mail</h2>\n<h6>Small</h6>\n');
});

test('HTML stays text, and so does what would run a script or load a picture', () => {
  const html = markdownHtml(
    '<img src=x onerror=alert(1)>\n\n[here](javascript:alert(1)) ![picture](https://a.example/p.png)',
  );
  assert.doesNotMatch(html, /<(?!\/?(?:p|a)\b)/);
  assert.doesNotMatch(html, /href="javascript/);
  assert.match(html, /&lt;img src=x onerror=alert\(1\)&gt;/);
});

test('links to the web and within the site, without the page that they come from', () => {
  assert.equal(
    markdownHtml('[rules](/rules) and `x_y` in snake_case_name'),
    '<p><a href="/rules" rel="noreferrer">rules</a> and <code>x_y</code> in snake_case_name</p>\n',
  );
});

test('a table looks as those of the page', () => {
  assert.match(markdownHtml('| a | b |\n| - | -: |\n| 1 | 2 |'), /^<table class="plain">\n<thead>/);
});
