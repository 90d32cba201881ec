-- After many cards were added at once: without statistics of the cards the planner looks a line's
-- card up by the register alone, which costs a load of lines its square.
CREATE FUNCTION personnel_refresh_statistics() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    ANALYZE public.personnel_person, public.personnel_card;
END $$;
