-- Open a round: one current case for each organization that stands on the day, DRAFT and thereby
-- unsealed. Cases of earlier rounds stay as they are, no longer current.
CREATE FUNCTION certification_open_round(
    round uuid, round_name text, year smallint, opens timestamptz, closes timestamptz)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    actor jsonb := public.ledger_actor();
    now_ timestamptz := clock_timestamp();
    opened bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(7007);
    IF (actor ->> 'post_id') IS NOT NULL AND NOT EXISTS (
        SELECT FROM public.organizations_post p
         WHERE p.id = (actor ->> 'post_id')::uuid AND p.is_active AND p.role = 'dla_officer')
    THEN
        RAISE EXCEPTION 'a round is opened by DLA' USING ERRCODE = 'KP706';
    END IF;
    IF closes <= now_ OR opens > now_ THEN
        RAISE EXCEPTION 'a round is opened while it runs' USING ERRCODE = 'KP707';
    END IF;
    INSERT INTO public.certification_round (id, name, fiscal_year, opens_at, closes_at)
    VALUES (round, round_name, year, opens, closes);
    PERFORM 1 FROM public.personnel_register ORDER BY organization_id FOR NO KEY UPDATE;
    UPDATE public.certification_case SET current = false WHERE current;
    INSERT INTO public.certification_case (
        id, round_id, register_id, province_id, amphoe_id, since)
    SELECT gen_random_uuid(), round, r.organization_id, s.province_id, s.amphoe_id, now_
      FROM public.personnel_register r
      JOIN public.organizations_standing s ON s.organization_id = r.organization_id
       AND (s.valid_from IS NULL OR s.valid_from <= (opens AT TIME ZONE 'Asia/Bangkok')::date)
       AND (s.valid_until IS NULL OR s.valid_until > (opens AT TIME ZONE 'Asia/Bangkok')::date);
    GET DIAGNOSTICS opened = ROW_COUNT;
    UPDATE public.personnel_register
       SET sealed = false, state = '', sealed_at = NULL, sealed_by = '' WHERE sealed;
    RETURN opened;
END $$;

-- Close a round before its time. Its cases stay where they are; no step can be taken any more.
CREATE FUNCTION certification_close_round(round uuid) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    actor jsonb := public.ledger_actor();
    now_ timestamptz := clock_timestamp();
BEGIN
    IF (actor ->> 'post_id') IS NOT NULL AND NOT EXISTS (
        SELECT FROM public.organizations_post p
         WHERE p.id = (actor ->> 'post_id')::uuid AND p.is_active AND p.role = 'dla_officer')
    THEN
        RAISE EXCEPTION 'a round is closed by DLA' USING ERRCODE = 'KP706';
    END IF;
    UPDATE public.certification_round SET closes_at = now_
     WHERE id = round AND opens_at < now_ AND closes_at > now_;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the round is not running' USING ERRCODE = 'KP707';
    END IF;
    RETURN now_;
END $$;

-- Take a step: the case, its register's seal, what was vouched for and the history, at once.
--
-- The step is refused out of turn, out of territory, out of the round's time, or on a revision
-- that its reader did not see. Asked again by the same post on the same revision (a double click,
-- a second tab) it answers with the step that was taken the first time.
-- `given` may hold seed (hex), sample (card ids in order), counted_officials, counted_permanent,
-- counted_contract and remark.
CREATE FUNCTION certification_take_step(
    the_case uuid, step_code text, seen integer, why text, given jsonb)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    actor jsonb := public.ledger_actor();
    acting public.organizations_post%ROWTYPE;
    one public.certification_case%ROWTYPE;
    in_round public.certification_round%ROWTYPE;
    legal public.certification_transition%ROWTYPE;
    taken public.certification_step%ROWTYPE;
    vouched uuid;
    step_id uuid := gen_random_uuid();
    now_ timestamptz;
BEGIN
    PERFORM public.personnel_lock_for_step(c.register_id)
       FROM public.certification_case c WHERE c.id = the_case;
    SELECT * INTO one FROM public.certification_case WHERE id = the_case FOR UPDATE;
    IF NOT FOUND OR NOT one.current THEN
        RAISE EXCEPTION 'no such current case' USING ERRCODE = 'KP708';
    END IF;
    SELECT * INTO taken FROM public.certification_step s
     WHERE s.case_id = the_case AND s.number = seen + 1 AND s.step = step_code
       AND s.post_id = (actor ->> 'post_id')::uuid;
    IF FOUND THEN
        RETURN taken.id;
    END IF;
    SELECT * INTO acting FROM public.organizations_post
     WHERE id = (actor ->> 'post_id')::uuid AND is_active FOR SHARE;
    SELECT * INTO in_round FROM public.certification_round WHERE id = one.round_id FOR SHARE;
    now_ := clock_timestamp();
    IF now_ < in_round.opens_at OR now_ >= in_round.closes_at THEN
        RAISE EXCEPTION 'the round is closed' USING ERRCODE = 'KP707';
    END IF;
    SELECT * INTO legal FROM public.certification_transition t
     WHERE t.before = one.state AND t.step = step_code;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'step % is out of turn in state %', step_code, one.state
            USING ERRCODE = 'KP705';
    END IF;
    IF acting.id IS NULL OR acting.role <> legal.role
       OR (acting.role = 'lao_certifier' AND acting.organization_id <> one.register_id)
       OR (acting.role = 'province_officer'
           AND (acting.province_id <> one.province_id
                OR coalesce(acting.amphoe_id, one.amphoe_id) <> one.amphoe_id)) THEN
        RAISE EXCEPTION 'not the actor of this step' USING ERRCODE = 'KP706';
    END IF;
    IF one.revision <> seen THEN
        RAISE EXCEPTION 'the case has moved on' USING ERRCODE = 'KP709';
    END IF;

    IF step_code IN ('CERTIFY_LAO', 'CERTIFY_PROVINCE') THEN
        vouched := public.certification_vouch(one, step_code, now_, given);
    END IF;
    UPDATE public.certification_case
       SET state = legal.after, revision = revision + 1,
           since = CASE WHEN legal.after = state THEN since ELSE now_ END
     WHERE id = one.id;
    UPDATE public.personnel_register
       SET sealed = legal.seals,
           state = legal.after_label,
           sealed_at = CASE WHEN NOT legal.seals THEN NULL
                            WHEN legal.after = one.state THEN sealed_at ELSE now_ END,
           sealed_by = CASE WHEN NOT legal.seals THEN ''
                            WHEN legal.after = one.state THEN sealed_by
                            ELSE concat_ws(' ', actor ->> 'officer', actor ->> 'post') END
     WHERE organization_id = one.register_id;
    INSERT INTO public.certification_step (
        id, case_id, number, step, before, after, at, post_id, officer, post, role,
        organization, reason, certification_id)
    VALUES (step_id, one.id, one.revision + 1, step_code, one.state, legal.after, now_,
            acting.id, actor ->> 'officer', coalesce(actor ->> 'post', ''), acting.role,
            coalesce(actor ->> 'organization', ''), why, vouched);
    RETURN step_id;
END $$;

-- Keep what is vouched for: counted and hashed here, from the rows, under the caller's lock.
-- The province vouches for what the LAO did: other rows than those are refused.
CREATE FUNCTION certification_vouch(
    one public.certification_case, step_code text, now_ timestamptz, given jsonb)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    id_ uuid := gen_random_uuid();
    digest_ bytea := public.personnel_digest(one.register_id);
    earlier public.certification_certification%ROWTYPE;
BEGIN
    IF step_code = 'CERTIFY_PROVINCE' THEN
        SELECT * INTO earlier FROM public.certification_certification c
         WHERE c.case_id = one.id AND c.step = 'CERTIFY_LAO' ORDER BY c.at DESC LIMIT 1;
        IF earlier.digest IS DISTINCT FROM digest_ THEN
            RAISE EXCEPTION 'the rows are not the ones that were certified'
                USING ERRCODE = 'KP710';
        END IF;
        INSERT INTO public.certification_certification (
            id, case_id, step, at, officials, permanent, contract, kinds, digest, changes,
            counted_officials, counted_permanent, counted_contract, remark)
        VALUES (id_, one.id, step_code, now_, earlier.officials, earlier.permanent,
                earlier.contract, earlier.kinds, digest_, earlier.changes,
                (given ->> 'counted_officials')::integer,
                (given ->> 'counted_permanent')::integer,
                (given ->> 'counted_contract')::integer, coalesce(given ->> 'remark', ''));
        RETURN id_;
    END IF;
    INSERT INTO public.certification_certification (
        id, case_id, step, at, officials, permanent, contract, kinds, digest, changes, seed)
    SELECT id_, one.id, step_code, now_,
           coalesce(sum(people) FILTER (WHERE headcount = 'officials'), 0),
           coalesce(sum(people) FILTER (WHERE headcount = 'permanent'), 0),
           coalesce(sum(people) FILTER (WHERE headcount = 'contract'), 0),
           coalesce(jsonb_agg(jsonb_build_object(
               'kind', kind, 'label', kind_label, 'headcount', headcount, 'people', people)
               ORDER BY kind), '[]'),
           digest_,
           (SELECT count(*) FROM public.ledger_change WHERE register_id = one.register_id),
           decode(given ->> 'seed', 'hex')
      FROM public.personnel_headcounts(
               one.register_id, (now_ AT TIME ZONE 'Asia/Bangkok')::date);
    INSERT INTO public.certification_sampled (certification_id, position, card_id)
    SELECT id_, place, card::uuid
      FROM jsonb_array_elements_text(coalesce(given -> 'sample', '[]'))
           WITH ORDINALITY AS drawn(card, place)
      JOIN public.personnel_card c ON c.id = card::uuid AND c.register_id = one.register_id;
    RETURN id_;
END $$;
