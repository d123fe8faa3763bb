import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { colour, monaco } from './monaco';
import classes from './CodeEditor.module.css';

type Props = { label: string; before: string; after: string; language: string; height?: string };

/** Two texts side by side, or one below the other where there is little room. */
export default function DiffEditor({ label, before, after, language, height = '420px' }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');

  useEffect(() => {
    if (host.current === null) {
      return;
    }

    const [original, modified] = [monaco.editor.createModel(before, language), monaco.editor.createModel(after, language)];
    const made = monaco.editor.createDiffEditor(host.current, {
      readOnly: true,
      automaticLayout: true,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      renderOverviewRuler: false,
      useInlineViewWhenSpaceIsLimited: true,
      renderSideBySideInlineBreakpoint: 560,
      fontSize: 12,
      hideUnchangedRegions: { enabled: true },
      fixedOverflowWidgets: true,
    });
    made.setModel({ original, modified });
    made.getOriginalEditor().updateOptions({ ariaLabel: `${label}: before` });
    made.getModifiedEditor().updateOptions({ ariaLabel: `${label}: after` });
    return () => {
      made.dispose();
      original.dispose();
      modified.dispose();
    };
  }, [label, before, after, language]);

  useEffect(() => colour(scheme), [scheme]);

  return <div ref={host} className={classes.editor} style={{ height }} />;
}
