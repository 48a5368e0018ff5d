import type { Report } from './import.ts';

const count = new Intl.NumberFormat('en').format;

/** The report's lines; the last one is the figure. */
export const linesOf = (report: Report): string[] => {
  const { requests, skipped, booked, refused, asked, seconds, allSeconds, reconciliation } = report;
  const reasons = Object.entries(refused).sort(([, a], [, b]) => b - a);
  const refusals = reasons.reduce((sum, [, times]) => sum + times, 0);
  const rate = (per: number) => count(Math.round(asked / Math.max(per, 0.001)));
  return [
    '',
    `  requests        ${count(requests)}${skipped > 0 ? `, and ${count(skipped)} rows skipped` : ''}`,
    `  booked          ${count(booked)}`,
    `  refused         ${count(refusals)}`,
    ...reasons.map(([code, times]) => `                  ${count(times)} ${code}`),
    asked > 0
      ? `  asked now       ${count(asked)} in ${seconds.toFixed(1)} s: ${rate(seconds)} requests/s (with doctors and patients ${allSeconds.toFixed(1)} s: ${rate(allSeconds)}/s)`
      : '  asked now       none: all were answered before',
    ...(reconciliation
      ? [
          `  reconciliation  log ${count(reconciliation.log)}, rows ${count(reconciliation.rows)}, answers ${count(reconciliation.answers)}: ${reconciliation.differences.length === 0 ? 'they agree' : 'THEY DO NOT AGREE'}`,
          ...reconciliation.differences.map((difference) => `                  ${difference}`),
        ]
      : ['  stopped: run it again to go on']),
    '',
    `import: ${requests} requests, ${booked} booked, ${refusals} refused, ${skipped} skipped`,
  ];
};

export const isExact = ({ reconciliation }: Report): boolean => reconciliation?.differences.length === 0;
