-- The key that sorts Thai in collation C, as kp7.thai.text.sort_key gives it: word by word, the
-- letters, then "!" and the marks where there are any.
CREATE FUNCTION thai_sort_key(said text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    sorted text := '';
    word text;
    marks text;
BEGIN
    FOREACH word IN ARRAY string_to_array(public.thai_fold(said), ' ') LOOP
        word := public.thai_search_key(word);
        CONTINUE WHEN word = '';
        word := regexp_replace(word, '([\u0E40-\u0E44])([\u0E01-\u0E2E])', '\2\1', 'g');
        marks := translate(
            rtrim(regexp_replace(word, '[^\u0E47-\u0E4C\u0E4E]', '.', 'g'), '.'),
            E'\u0E4E\u0E4C\u0E47\u0E48\u0E49\u0E4A\u0E4B', '1234567');
        word := translate(
            replace(regexp_replace(word, '[\u0E47-\u0E4C\u0E4E]', '', 'g'), 'ำ', E'า\u0E4D'),
            E'ๅ\u0E4D\u0E3A', 'าฯๅ');
        sorted := sorted || ' ' || word || CASE marks WHEN '' THEN '' ELSE '!' || marks END;
    END LOOP;
    RETURN substr(sorted, 2);
END $$;
