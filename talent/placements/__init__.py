"""Placements: from a nomination to a university to the degree and the way home.

Study and stay are two life cycles side by side: somebody may leave Korea before the degree is
conferred, and finish coursework without ever getting one.

study    nominating ─▶ university screening ─▶ admitted ─▶ contracted ─▶ enrolled ─▶ coursework
            ▲              │       └▶ admitted conditionally ┘                │      completed
            │              ▼                                                 └──▶ degree ◀─┘
            └─ next ── refused ─▶ unplaced            (withdrawn, from any of them)   conferred
stay     at home ─▶ visa filed ─▶ visa issued ─▶ arrived ─▶ departed ─▶ returned
                       ▲   └▶ visa refused ┘ (filed again once)
semester planned ─▶ open ─▶ sent by the trainee ─▶ adviser's statement ─▶ accepted ─▶ locked
                     ▲ └──────────── returned ◀──────────┘
"""
