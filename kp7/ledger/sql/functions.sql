-- The actor of this transaction, as named by set_config('kp7.actor', …, true).
-- Unset reads back as '' once it has been used in a session: both are "nobody".
CREATE FUNCTION ledger_actor() RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    named text := current_setting('kp7.actor', true);
BEGIN
    IF named IS NULL OR named = '' OR coalesce(named::jsonb ->> 'officer', '') = '' THEN
        RAISE EXCEPTION 'a change must name its actor'
            USING ERRCODE = 'KP702', HINT = 'call kp7.ledger.actions.act_as in the transaction';
    END IF;
    RETURN named::jsonb;
END $$;

-- Keeps every row of one statement. Arguments: the column that says when the change takes
-- effect ('' where there is none), then columns that are not kept (secrets, generated keys).
CREATE FUNCTION ledger_keep_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    actor jsonb := public.ledger_actor();
    effective text := TG_ARGV[0];
    left_out text[] := coalesce(TG_ARGV[1:], '{}');
BEGIN
    INSERT INTO public.ledger_change (
        table_name, row_id, register_id, person_id, action, row, effective_on,
        recorded_at, post_id, officer, post, organization)
    SELECT TG_TABLE_NAME,
           (kept.row ->> 'id')::uuid,
           (kept.row ->> 'register_id')::uuid, (kept.row ->> 'person_id')::uuid,
           lower(TG_OP), kept.row - left_out,
           (kept.row ->> effective)::date,
           clock_timestamp(), (actor ->> 'post_id')::uuid, actor ->> 'officer',
           coalesce(actor ->> 'post', ''), coalesce(actor ->> 'organization', '')
      FROM (SELECT to_jsonb(changed) AS row FROM changed) AS kept;
    RETURN NULL;
END $$;

-- A look from outside: written by a single statement, outside any other transaction.
CREATE FUNCTION ledger_record_look(actor jsonb, register uuid, person uuid, what text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF coalesce(actor ->> 'officer', '') = '' THEN
        RAISE EXCEPTION 'a look must name its actor' USING ERRCODE = 'KP702';
    END IF;
    INSERT INTO public.ledger_look (
        register_id, person_id, what, looked_at, post_id, officer, post, organization)
    VALUES (register, person, what, clock_timestamp(), (actor ->> 'post_id')::uuid,
            actor ->> 'officer', coalesce(actor ->> 'post', ''),
            coalesce(actor ->> 'organization', ''));
END $$;
