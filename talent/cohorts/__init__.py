"""Cohorts: short trainings with a timetable, attendance and a completion rule of their own.

cohort:         planned ──announce──▶ announced ──confirm──▶ confirmed ──start──▶ running
                running ──finish──▶ finished ──report──▶ reported ──close──▶ closed
                planned, announced, confirmed ──cancel──▶ cancelled
participation:  nominated ──accept, record-acceptance──▶ accepted ──confirm──▶ confirmed
                confirmed ──attend──▶ attending ──complete──▶ completed
                attending ──participate──▶ participated; attending ──fall-short──▶ not-completed
                nominated, accepted ──decline, record-refusal──▶ declined
                accepted, confirmed, attending ──withdraw──▶ withdrew
session:        planned ──hold──▶ held; planned ──cancel──▶ cancelled ──reinstate──▶ planned
"""
