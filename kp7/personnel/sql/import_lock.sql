-- Hold a register still while many of its rows are written at once: editors and the certifier
-- queue at the same advisory lock, so what is read behind it stands until commit. Refused where
-- the register is sealed or missing.
CREATE FUNCTION personnel_lock_for_import(register uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(register::text, 7));
    PERFORM public.personnel_guard_registers(ARRAY[register]);
END $$;
