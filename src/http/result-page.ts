import escapeHtml from 'escape-html';
import { formatKoreanTime } from '../domain/virtual-account-text';
import { REPLIES, type Reply } from './replies';
import { DETAIL_LABELS, resultText, type Language } from './result-texts';

const STYLE = `
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5b6675; --page: #f3f5f8; --card: #fff; --line: #e2e6ec;
  --good: #0a7d43; --wait: #1f5fc4; --bad: #c03221; }
@media (prefers-color-scheme: dark) { :root { --ink: #eef1f5; --soft: #a9b3c0; --page: #12161c; --card: #1c222b;
  --line: #313946; --good: #4cc38a; --wait: #7fb0ff; --bad: #ff8f80; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 16px; background: var(--page);
  color: var(--ink); font: 16px/1.6 system-ui, -apple-system, "Apple SD Gothic Neo", "Noto Sans KR", "Noto Sans CJK KR", sans-serif; }
main { width: 100%; max-width: 26rem; padding: 32px 24px; background: var(--card); border: 1px solid var(--line);
  border-radius: 16px; text-align: center; word-break: keep-all; overflow-wrap: anywhere; }
.mark { width: 56px; height: 56px; margin: 0 auto 16px; border-radius: 50%; display: grid; place-items: center;
  font-size: 28px; font-weight: 700; color: var(--card); }
.good { background: var(--good); } .wait { background: var(--wait); } .bad { background: var(--bad); }
h1 { margin: 0 0 8px; font-size: 1.35rem; line-height: 1.35; }
p { margin: 0; color: var(--soft); }
dl { display: grid; grid-template-columns: auto 1fr; gap: 8px 16px; margin: 24px 0 0; padding-top: 20px;
  border-top: 1px solid var(--line); text-align: left; }
dt { color: var(--soft); white-space: nowrap; } dd { margin: 0; text-align: right; font-weight: 600; }
`;

const MARKS = { good: '✓', wait: '…', bad: '!' } as const;

/**
 * Renders the result of a payment as an HTML page: no script, readable on a phone, with a screen reader, without
 * colours.
 */
export function renderResultPage(reply: Reply, language: Language): string {
  const { tone, title, advice } = resultText(reply, language);
  const rows = details(reply, language)
    .map(([label, value]) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`)
    .join('');
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<div class="mark ${tone}" aria-hidden="true">${MARKS[tone]}</div>
<div role="status"><h1>${escapeHtml(title)}</h1><p>${escapeHtml(advice)}</p></div>
${rows && `<dl>${rows}</dl>`}
</main>
</body>
</html>
`;
}

function details({ code, message, fields = {} }: Reply, language: Language): [string, string][] {
  const label = DETAIL_LABELS[language];
  const dueAt = fields['vbank_date'];
  const candidates: [string, unknown][] = [
    [label.order, fields['merchant_uid']],
    [label.bank, fields['vbank_name'] ?? fields['vbank_code']],
    [label.number, fields['vbank_num']],
    [label.holder, fields['vbank_holder']],
    [label.due, typeof dueAt === 'string' ? `${formatKoreanTime(new Date(dueAt))} (KST)` : null],
    [label.window, fields['window_message']],
    [label.reason, code === 'failed' && message !== REPLIES.failed.message ? message : null],
  ];
  return candidates.filter((row): row is [string, string] => typeof row[1] === 'string');
}
