-- The way of writing a text in which it is stored: kp7.thai.text.fold, step by step.
CREATE FUNCTION thai_fold(said text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    folded text := said;
BEGIN
    folded := regexp_replace(folded,
        '[\u0001-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\u00AD\u034F\u061C\u180B-\u180F'
        '\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFE00-\uFE0F\uFEFF\uFFF9-\uFFFB'
        '\uFFFE\uFFFF\U000E0000-\U000E0FFF]+', '', 'g');
    folded := btrim(regexp_replace(folded,
        '[\u0009-\u000D\u0020\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+',
        ' ', 'g'), ' ');
    folded := normalize(folded, NFC);
    -- Taken apart only where a tone mark stands before its vowel: rare, and the costly step.
    IF folded ~ '[\u0E48-\u0E4C][\u0E31\u0E34-\u0E3A\u0E47\u0E4D\u0E4E]'
        OR folded ~ '[\u0E30\u0E32\u0E33][\u0E31\u0E34-\u0E3A\u0E47-\u0E4E]'
    THEN
        SELECT string_agg(concat(
                   part[1],
                   regexp_replace(part[2], '[^\u0E31\u0E34-\u0E3A\u0E47\u0E4D\u0E4E]+', '', 'g'),
                   regexp_replace(part[2], '[^\u0E48-\u0E4C]+', '', 'g'),
                   regexp_replace(part[2], '[^\u0E30\u0E32\u0E33]+', '', 'g'),
                   part[3]), '' ORDER BY place)
          INTO folded
          FROM regexp_matches(folded,
                   '([\u0E01-\u0E2E])([\u0E30-\u0E3A\u0E47-\u0E4E]*)|([^\u0E01-\u0E2E]+)', 'g')
               WITH ORDINALITY AS parts (part, place);
        folded := normalize(folded, NFC);
    END IF;
    folded := regexp_replace(folded, '([\u0E31\u0E34-\u0E3A\u0E47-\u0E4E])\1+', '\1', 'g');
    folded := regexp_replace(folded,
        '([\u0E01-\u0E2E][\u0E31\u0E34-\u0E3A\u0E47\u0E4D\u0E4E]*)\u0E4D([\u0E48-\u0E4C]*)\u0E32',
        '\1\2ำ', 'g');
    RETURN replace(folded, 'เเ', 'แ');
END $$;
