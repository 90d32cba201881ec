-- The lock. A register row is read FOR SHARE, so a write and a certification of the same
-- register wait for each other; after the wait the row is read as it is now. Registers are taken
-- in id order, so that two moves crossing cannot wait for each other in a circle.
CREATE FUNCTION personnel_guard_registers(registers uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    one uuid;
    found_register public.personnel_register%ROWTYPE;
BEGIN
    FOR one IN SELECT DISTINCT given FROM unnest(registers) AS given ORDER BY given LOOP
        SELECT * INTO found_register FROM public.personnel_register
         WHERE organization_id = one FOR SHARE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'register % does not exist', one USING ERRCODE = 'KP703';
        ELSIF found_register.sealed THEN
            RAISE EXCEPTION 'register % is sealed', one USING ERRCODE = 'KP701',
                DETAIL = jsonb_build_object(
                    'register', one, 'state', found_register.state,
                    'since', found_register.sealed_at, 'by', found_register.sealed_by)::text;
        END IF;
    END LOOP;
END $$;

CREATE FUNCTION personnel_guard_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM public.personnel_guard_registers(
        ARRAY(SELECT DISTINCT register_id FROM changed));
    RETURN NULL;
END $$;

CREATE FUNCTION personnel_guard_row() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM public.personnel_guard_registers(ARRAY[OLD.register_id]);
        RETURN OLD;
    END IF;
    PERFORM public.personnel_guard_registers(ARRAY[OLD.register_id, NEW.register_id]);
    RETURN NEW;
END $$;

CREATE FUNCTION personnel_guard_truncate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% is never emptied at once', TG_TABLE_NAME USING ERRCODE = 'KP704';
END $$;

-- Editors and the certifier also queue here, before the row: row locks let new sharers in past a
-- waiting certifier for ever, advisory locks do not.
CREATE FUNCTION personnel_lock_for_editing(registers uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    one uuid;
BEGIN
    FOR one IN SELECT DISTINCT given FROM unnest(registers) AS given ORDER BY given LOOP
        PERFORM pg_advisory_xact_lock_shared(hashtextextended(one::text, 7));
    END LOOP;
    PERFORM public.personnel_guard_registers(registers);
END $$;

CREATE FUNCTION personnel_lock_for_step(register uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(register::text, 7));
    PERFORM 1 FROM public.personnel_register WHERE organization_id = register
        FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'register % does not exist', register USING ERRCODE = 'KP703';
    END IF;
END $$;

-- What a register says, as one digest: every row of every guarded table in a fixed order, and
-- the national ids of its people. It follows the guard triggers, so a new section is in it.
-- Internal: it is unsalted, so no page shows it.
CREATE FUNCTION personnel_digest(register uuid) RETURNS bytea
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO' AS $$
DECLARE
    guarded_table name;
    part text;
    parts text := '';
BEGIN
    FOR guarded_table IN
        SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
         WHERE t.tgname = 'guard_row' AND c.relnamespace = 'public'::regnamespace
         ORDER BY c.relname COLLATE "C"
    LOOP
        EXECUTE format(
            'SELECT string_agg(encode(sha256(convert_to(to_jsonb(t)::text, ''UTF8'')), ''hex''),'
            ' '''' ORDER BY t.id) FROM public.%I t WHERE t.register_id = $1', guarded_table)
            INTO part USING register;
        parts := parts || guarded_table || ':' || coalesce(part, '') || E'\n';
    END LOOP;
    SELECT string_agg(p.national_id, ',' ORDER BY p.id) INTO part
      FROM public.personnel_card c JOIN public.personnel_person p ON p.id = c.person_id
     WHERE c.register_id = register;
    RETURN sha256(convert_to(parts || coalesce(part, ''), 'UTF8'));
END $$;

-- How many people of each kind are in service on a day.
CREATE FUNCTION personnel_headcounts(register uuid, on_day date)
RETURNS TABLE (kind text, kind_label text, headcount text, people bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.kind, max(c.kind_label), coalesce(max(e.attributes ->> 'headcount'), ''), count(*)
      FROM public.personnel_card c
      LEFT JOIN public.personnel_codeentry e ON e.table_name = 'kinds' AND e.code = c.kind
     WHERE c.register_id = register
       AND EXISTS (SELECT FROM public.personnel_service s
                    WHERE s.register_id = c.register_id AND s.person_id = c.person_id
                      AND (s.ended_on IS NULL OR s.ended_on > on_day))
     GROUP BY c.kind ORDER BY c.kind
$$;
