"""The printed ก.พ.7: a card in, its pages out.

    paper = papers.papers(register_id, cards, by=actor)[0]       # kp7/printing/papers.py
    pdf = cards.card_pdf(paper, Options(), moment=now)           # PDF/A-3a, PDF/UA-1
    told = cards.prepared(paper, options)                        # the same, to be set elsewhere:
    sheaf.bind([told, …], moment=now, …)                         # kp7/printing/sheaf.py, many cards

Item 13 is set on a grid: a sheet has `ROWS` rows, an entry takes one or more of them, so what
stands where on paper is known without drawing it, and a later print can go on below (ใบต่อ).

    entries = item13.entries(paper.record)                       # .ids, .said (six cells), pure
    places = cards.places(paper, options)                        # what would be printed, and where:
    [Place(entry, page, first, last), …]                         # sheet and rows, from 1
    Options(continuation=Continuation(page=2, row=17, lines=frozenset(ids)))
"""
