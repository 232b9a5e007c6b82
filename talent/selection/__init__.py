"""Selection: calls, applications and their documents, eligibility, reviews, decision, acceptance.

A call (``Round``) freezes its rules when it is approved. Everything after reads those rules.

round        draft ──approve──▶ approved ──open──▶ open ──close──▶ closed ──begin-screening──▶
             screening ──begin-reviewing──▶ reviewing ──begin-deciding──▶ deciding ──publish──▶
             results_published ──finish──▶ final      (any before publication ──cancel──▶ cancelled)

application  draft ⇄ submitted ──find-eligible──▶ eligible ──select──────────▶ selected
               │         │                          ▲ ▲      put-on-reserve ▶ reserve
               │         └─propose-ineligible─▶ ineligibility_proposed         │ promote ▶ selected
               │                                    │ └─▶ ineligible           │
               └─lapse─▶ lapsed                      not-select ▶ not_selected
             selected ──accept──▶ accepted ──hand-over──▶ handed_over
                      └─decline─▶ declined, ──lapse-offer──▶ offer_lapsed;  withdraw ▶ withdrawn

review       assigned ──clear-conflict──▶ coi-cleared ──start──▶ in-progress ──submit──▶ submitted
                │                             │                     │   submitted ──lock──▶ locked
                └────────declare-conflict─────┴─────────────────────┴─▶ recused
             an opened one ──release──▶ voided;  a submitted or locked one ──void──▶ voided

decision     draft ──prepare──▶ prepared ──publish──▶ published
                                    └─send-back──▶ returned (a new edition keeps the seed)

The file opens to a reviewer only after the declaration, and then it is blind. Marks of others are
never shown before one's own are in. Scores are exact fractions until they are shown.
"""
