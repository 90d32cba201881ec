-- Hold registers still for a move between them, in id order, and say whether all are open. Not
-- refused where one is sealed: a transfer is then kept until both are open. Editors queue at the
-- same advisory locks, shared: no line is written to a card while it is copied.
CREATE FUNCTION personnel_lock_for_transfer(registers uuid[]) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    one uuid;
    is_sealed boolean;
    all_open boolean := true;
BEGIN
    FOR one IN SELECT DISTINCT given FROM unnest(registers) AS given ORDER BY given LOOP
        PERFORM pg_advisory_xact_lock(hashtextextended(one::text, 7));
    END LOOP;
    FOR one IN SELECT DISTINCT given FROM unnest(registers) AS given ORDER BY given LOOP
        SELECT sealed INTO is_sealed FROM public.personnel_register
         WHERE organization_id = one FOR SHARE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'register % does not exist', one USING ERRCODE = 'KP703';
        END IF;
        all_open := all_open AND NOT is_sealed;
    END LOOP;
    RETURN all_open;
END $$;
