import { Anchor, Table, Typography } from '@mantine/core';
import ReactMarkdown from 'react-markdown';
import gfm from 'remark-gfm';
import classes from './Markdown.module.css';

/** Markdown as a page. HTML in it is left out, and addresses other than of the web are taken away. Loaded when it is needed: it is not small. */
export function Markdown({ text }: { text: string }) {
  return (
    <Typography className={classes.page ?? ''}>
      <ReactMarkdown
        remarkPlugins={[gfm]}
        skipHtml
        components={{
          // The page it stands on has that already.
          h1: () => null,
          a: ({ href, children }) => (
            <Anchor href={href ?? ''} target="_blank" rel="noreferrer" underline="always" inherit>
              {children}
            </Anchor>
          ),
          table: ({ children }) => (
            <Table.ScrollContainer minWidth={420} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
              <Table withTableBorder>{children}</Table>
            </Table.ScrollContainer>
          ),
        }}
      >
        {text}
      </ReactMarkdown>
    </Typography>
  );
}
