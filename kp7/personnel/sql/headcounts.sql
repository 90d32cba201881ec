-- How many people of each kind are in service on a day; a kind counts where its table said on
-- that day, or last said before it.
CREATE OR REPLACE FUNCTION personnel_headcounts(register uuid, on_day date)
RETURNS TABLE (kind text, kind_label text, headcount text, people bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH kinds AS (
        SELECT DISTINCT ON (e.code) e.code, e.attributes ->> 'headcount' AS headcount
          FROM public.personnel_codeentry e
         WHERE e.table_name = 'kinds'
         ORDER BY e.code, coalesce(e.valid_from, '-infinity') <= on_day DESC,
                  abs(on_day - e.valid_from) NULLS LAST
    )
    SELECT c.kind, max(c.kind_label), coalesce(max(k.headcount), ''), count(*)
      FROM public.personnel_card c LEFT JOIN kinds k ON k.code = c.kind
     WHERE c.register_id = register
       AND EXISTS (SELECT FROM public.personnel_service s
                    WHERE s.register_id = c.register_id AND s.person_id = c.person_id
                      AND (s.ended_on IS NULL OR s.ended_on > on_day))
     GROUP BY c.kind ORDER BY c.kind
$$;
