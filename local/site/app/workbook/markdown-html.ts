import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: false });
// Who opens a workbook from a file asks nothing of strangers' servers by that.
markdown.disable('image');
markdown.core.ruler.push('look of the page', ({ tokens }) => {
  for (const token of tokens) {
    // The page has the only h1.
    if (token.type.startsWith('heading_')) token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + 1)}`;
    if (token.type === 'table_open') token.attrSet('class', 'plain');
    for (const child of token.children ?? []) {
      if (child.type === 'link_open') child.attrSet('rel', 'noreferrer');
    }
  }
});

/**
 * The text of a workbook as HTML for the page. HTML in the text stays text, and an address that would run a script is no
 * link, so that the result may be shown whoever wrote the workbook.
 */
export function markdownHtml(text: string): string {
  return markdown.render(text);
}
