# What is not published yet says so on every page, the home page among them.
store_start
kiosk_enrol
kiosk_play "$here/draft.touch" --draft
