-- After many cards and lines were added at once: without statistics the planner looks a line's card
-- up by the register alone, and who belongs on which seat by comparing everybody with everybody.
CREATE OR REPLACE FUNCTION personnel_refresh_statistics() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    ANALYZE public.personnel_person, public.personnel_card, public.personnel_service,
            public.personnel_appointment;
END $$;
