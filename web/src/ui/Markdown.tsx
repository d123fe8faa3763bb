import { Anchor, Box, Table, Typography } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import ReactMarkdown from 'react-markdown';
import gfm from 'remark-gfm';
import classes from './Markdown.module.css';
import { slugOf } from './slugs';

/** Where a link leads within the app; null: it does not. */
type Within = (href: string) => { to: string; hash?: string } | null;

/** Markdown as a page. HTML in it is left out, and addresses other than of the web are taken away. Loaded when it is needed: it is not small. */
export function Markdown({ text, within }: { text: string; within?: Within }) {
  return (
    <Typography className={classes.page ?? ''}>
      <ReactMarkdown
        remarkPlugins={[gfm]}
        skipHtml
        components={{
          // The page it stands on has that already.
          h1: () => null,
          h2: ({ children }) => <h2 id={slugOf(textOf(children))}>{children}</h2>,
          h3: ({ children }) => <h3 id={slugOf(textOf(children))}>{children}</h3>,
          // Longer than the page is wide: it is scrolled, by keys too.
          pre: ({ children }) => <Box component="pre" tabIndex={0}>{children}</Box>,
          a: ({ href = '', children }) => (
            <To href={href} inside={within?.(href) ?? null}>
              {children}
            </To>
          ),
          table: ({ children }) => (
            <Table.ScrollContainer minWidth={420} mb="md" scrollAreaProps={{ offsetScrollbars: 'present', viewportProps: { tabIndex: 0 } }}>
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

function To({ href, inside, children }: { href: string; inside: { to: string; hash?: string } | null; children: ReactNode }) {
  if (inside) {
    return (
      <Anchor component={Link} {...inside} underline="always" inherit>
        {children}
      </Anchor>
    );
  }

  return (
    <Anchor href={href} {...(href.startsWith('#') ? {} : { target: '_blank', rel: 'noreferrer' })} underline="always" inherit>
      {children}
    </Anchor>
  );
}

/** The words of what is shown. */
function textOf(node: ReactNode): string {
  if (Array.isArray(node)) {
    return node.map(textOf).join('');
  }

  if (typeof node === 'object' && node !== null && 'props' in node) {
    return textOf((node.props as { children?: ReactNode }).children);
  }

  return typeof node === 'string' || typeof node === 'number' ? String(node) : '';
}
