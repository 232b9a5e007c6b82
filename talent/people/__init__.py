"""People and organisations: who they are, in three scripts, and whom they work for.

person:        unconfirmed ──confirm──▶ active ──retire──▶ dormant ──reactivate──▶ active
organisation:  proposed ──verify──▶ verified ──close──▶ inactive ──reopen──▶ verified
"""
