"""Technology transfer: metals, equipment, modules, their deliveries, and who may run what.

Four facts are kept apart: being in the room (delivery), passing (module result), what somebody can
do (level L0 to L4), and what the laboratory lets them do (authorisation). Only the last expires.

delivery:       planned ──confirm──▶ confirmed ──start──▶ running ──assess──▶ assessed
                assessed ──close──▶ closed; planned, confirmed ──cancel──▶ cancelled
module result:  enrolled ──pass-theory──▶ theory-passed ──pass──▶ passed
                enrolled ──fail-theory──▶ theory-failed; theory-passed ──not-yet──▶ not-yet
                enrolled, theory-passed ──withdraw──▶ withdrawn; a new attempt is a new row
authorisation:  proposed ──authorise──▶ authorised ──suspend──▶ suspended ──reinstate──▶ authorised
                authorised, suspended ──expire──▶ expired; proposed ──refuse──▶ refused
                authorised, suspended ──revoke──▶ revoked
"""
