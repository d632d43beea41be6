/** Looks of a handout: dark on white, for A4 and for a screen. Without quotes or signs that HTML would have to escape. */
export const HANDOUT_STYLE = `
@page { size: A4; margin: 16mm 15mm 18mm }
* { box-sizing: border-box }
html { font: 10.5pt/1.5 system-ui, Segoe UI, Helvetica, Arial, sans-serif; color: #1f2328; background: #fff }
body { margin: 0 auto; max-width: 180mm; padding: 8mm 4mm }
h1 { font-size: 22pt; line-height: 1.15; margin: 0 0 2mm }
h2 { font-size: 14pt; line-height: 1.25; margin: 0 0 2mm; padding-top: 5mm; border-top: 0.6pt solid #c3cad2 }
h3 { font-size: 9pt; margin: 4mm 0 1mm; color: #59636e; text-transform: uppercase; letter-spacing: 0.04em }
p { margin: 0 0 2mm; orphans: 3; widows: 3 }
ul, ol { margin: 0 0 2mm; padding-left: 6mm }
a { color: inherit; text-decoration: none }
sup { font-size: 7pt; line-height: 0; color: #59636e }
blockquote { margin: 0 0 2mm; padding: 0.5mm 0 0.5mm 3mm; border-left: 2pt solid #c3cad2; color: #3d444d }
blockquote p { margin: 0 }
code, pre, .mono { font-family: ui-monospace, Cascadia Mono, Consolas, DejaVu Sans Mono, monospace; font-size: 8.6pt }
pre { margin: 0 0 2mm; padding: 2mm 3mm; background: #f3f5f7; white-space: pre-wrap; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100%; margin: 0 0 2mm; font-size: 8.6pt }
th, td { text-align: left; vertical-align: top; padding: 0.7mm 2mm 0.7mm 0; border-bottom: 0.4pt solid #dde1e6 }
th { font-weight: 600; color: #59636e }
td.number, th.number { text-align: right }
svg { display: block; max-width: 100%; height: auto }
.about { color: #59636e; margin: 0 0 3mm }
.summary { font-size: 12pt; margin: 0 0 3mm }
.step-number { color: #59636e; font-weight: 400 }
.learner { font-size: 9pt; font-weight: 600; color: #0b57c2; margin-left: 2mm }
.question { margin: 3mm 0; padding: 2.5mm 3.5mm; border: 0.8pt solid #0b57c2 }
.question p { margin: 0 0 1mm; font-weight: 600 }
.question ul { list-style: none; margin: 0; padding: 0 }
.question li { padding-left: 5mm; position: relative }
.question li::before { content: ""; position: absolute; left: 0; top: 1.3mm; width: 2.6mm; height: 2.6mm; border: 0.7pt solid #1f2328 }
.answer { margin: 0 0 2mm }
.members { columns: 2; column-gap: 8mm; margin: 0 0 2mm }
.member { display: flex; gap: 2mm; break-inside: avoid; border-bottom: 0.4pt solid #dde1e6; font-size: 8pt }
.member dd { font-size: 8pt }
.member dt { flex: 0 0 31mm; color: #59636e }
.member dd { margin: 0; overflow-wrap: anywhere }
.member.out dd::before { content: "← " }
.member.broken { font-weight: 700; color: #b3261e }
.good { color: #0b6b2b }
.bad { color: #b3261e }
.sources { font-size: 8.6pt }
.sources a { overflow-wrap: anywhere }
footer { margin-top: 6mm; font-size: 8.6pt; color: #59636e }
h2, h3 { break-after: avoid }
.question, .call, figure, tr, li, blockquote { break-inside: avoid }
figure { margin: 0 0 2mm }
@media print { body { padding: 0; max-width: none } }
`;
